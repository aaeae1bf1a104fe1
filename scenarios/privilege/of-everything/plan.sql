REVOKE USAGE ON TYPE public.e FROM PUBLIC;

REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC;

REVOKE EXECUTE ON PROCEDURE public.p() FROM PUBLIC;

GRANT USAGE ON DOMAIN public.d TO scenario_reader;

GRANT USAGE ON TYPE public.e TO scenario_reader;

GRANT EXECUTE ON FUNCTION public.f(integer) TO scenario_reader;

GRANT CREATE, USAGE ON SCHEMA s TO scenario_reader WITH GRANT OPTION;

GRANT SELECT, USAGE ON SEQUENCE public.q TO scenario_reader;
