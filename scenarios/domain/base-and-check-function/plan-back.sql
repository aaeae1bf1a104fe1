SET check_function_bodies = off;

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

CREATE FUNCTION public.f(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

CREATE DOMAIN public.d AS integer CONSTRAINT d_check CHECK (public.f(VALUE));

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__trueup_aside;

DROP FUNCTION public.f(bigint);
