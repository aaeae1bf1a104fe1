SET check_function_bodies = off;

CREATE TYPE public.whole;

CREATE FUNCTION public.canonical(public.whole)
 RETURNS public.whole
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4range_canonical$function$;

CREATE TYPE public.whole AS RANGE (SUBTYPE = integer, CANONICAL = public.canonical);

CREATE TABLE public.t (
  r public.whole
);
