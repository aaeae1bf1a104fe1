SET check_function_bodies = off;

ALTER DOMAIN public.d DROP CONSTRAINT d_check;

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

CREATE DOMAIN public.d AS text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__trueup_aside;

DROP FUNCTION public.f(text);

CREATE FUNCTION public.f(text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

ALTER DOMAIN public.d SET DEFAULT (public.f('x'::text))::text;

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK (public.f(VALUE));
