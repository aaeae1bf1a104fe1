SET check_function_bodies = off;

ALTER TABLE public.t DROP COLUMN g;

DROP FUNCTION public.f(integer);

CREATE FUNCTION public.f(x integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select x$function$;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN g bigint GENERATED ALWAYS AS (public.f(a)) STORED;
