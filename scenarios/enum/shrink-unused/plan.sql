SET check_function_bodies = off;

DROP FUNCTION public.f(public.e[]);

DROP TYPE public.e;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE FUNCTION public.f(public.e[])
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
