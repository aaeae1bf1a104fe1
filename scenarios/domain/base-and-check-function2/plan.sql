SET check_function_bodies = off;

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

DROP FUNCTION public.f(integer);

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

CREATE DOMAIN public.d AS bigint;

CREATE FUNCTION public.f(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

-- fails where rows violate it
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK (public.f((VALUE)::integer));

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__trueup_aside;
