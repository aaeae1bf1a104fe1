SET check_function_bodies = off;

ALTER TYPE public.c ADD ATTRIBUTE z integer;

CREATE OR REPLACE FUNCTION public.f(public.t)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1.a + $1.b$function$;

CREATE OR REPLACE FUNCTION public.g(public.c)
 RETURNS public.c[]
 LANGUAGE sql
AS $function$select array[$1, $1]$function$;

ALTER TABLE public.t ADD COLUMN b integer;
