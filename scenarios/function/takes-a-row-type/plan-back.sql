SET check_function_bodies = off;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

ALTER TYPE public.c DROP ATTRIBUTE z;

CREATE OR REPLACE FUNCTION public.f(public.t)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1.a$function$;

CREATE OR REPLACE FUNCTION public.g(public.c)
 RETURNS public.c[]
 LANGUAGE sql
AS $function$select array[$1]$function$;
