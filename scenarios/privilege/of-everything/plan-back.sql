GRANT USAGE ON TYPE public.e TO PUBLIC;

GRANT EXECUTE ON FUNCTION public.f(integer) TO PUBLIC;

GRANT EXECUTE ON PROCEDURE public.p() TO PUBLIC;

REVOKE USAGE ON DOMAIN public.d FROM scenario_reader;

REVOKE USAGE ON TYPE public.e FROM scenario_reader;

REVOKE EXECUTE ON FUNCTION public.f(integer) FROM scenario_reader;

REVOKE CREATE, USAGE ON SCHEMA s FROM scenario_reader CASCADE;

REVOKE SELECT, USAGE ON SEQUENCE public.q FROM scenario_reader;
