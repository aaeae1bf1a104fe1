SET check_function_bodies = off;

ALTER TABLE public.t DROP CONSTRAINT t_a_check;

DROP FUNCTION public.positive(integer);

CREATE FUNCTION public.positive(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 > 0$function$;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (public.positive(a));
