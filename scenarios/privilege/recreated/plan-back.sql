SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(integer);

CREATE FUNCTION public.f(x integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

ALTER FUNCTION public.f(integer) OWNER TO scenario_owner;

ALTER VIEW public.v OWNER TO scenario_owner;

REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.f(integer) TO scenario_reader;

GRANT SELECT ON TABLE public.v TO scenario_reader;
