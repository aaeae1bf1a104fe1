SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(bigint);

DROP FUNCTION public.f(integer, text, boolean);

CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f(integer, text DEFAULT 'x'::text)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE VIEW public.v AS
 SELECT public.f(1, 'y'::text) AS c;
