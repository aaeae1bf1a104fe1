SET check_function_bodies = off;

CREATE DOMAIN public.d2 AS integer;

CREATE FUNCTION public.f(text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

CREATE DOMAIN public.d AS text CONSTRAINT c CHECK (public.f(VALUE));

CREATE FUNCTION public.g(public.d)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

CREATE FUNCTION public.h(public.d2)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;

-- fails where rows violate it
ALTER DOMAIN public.d2 ADD CONSTRAINT c2 CHECK (public.h((VALUE)::public.d2));

CREATE TABLE public.t (
  a public.d2,
  b public.d
);
