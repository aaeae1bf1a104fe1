SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(integer);

DROP FUNCTION public.f(integer, text);

CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 2$function$;

CREATE FUNCTION public.f(bigint)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f(integer, text DEFAULT 'x'::text, boolean DEFAULT true)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE VIEW public.v AS
 SELECT public.f(1, 'y'::text, false) AS c;
