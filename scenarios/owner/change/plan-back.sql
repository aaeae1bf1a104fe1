ALTER DOMAIN public.d OWNER TO postgres;

ALTER TYPE public.e OWNER TO scenario_one;

ALTER FUNCTION public.f(integer) OWNER TO scenario_one;

ALTER SCHEMA s OWNER TO scenario_one;

ALTER SEQUENCE public.q OWNER TO postgres;

ALTER TABLE public.t OWNER TO scenario_one;

ALTER VIEW public.v OWNER TO postgres;
