ALTER DOMAIN public.d OWNER TO "Scenario two";

ALTER TYPE public.e OWNER TO "Scenario two";

ALTER FUNCTION public.f(integer) OWNER TO postgres;

ALTER SCHEMA s OWNER TO "Scenario two";

ALTER SEQUENCE public.q OWNER TO scenario_one;

ALTER TABLE public.t OWNER TO "Scenario two";

ALTER VIEW public.v OWNER TO "Scenario two";
