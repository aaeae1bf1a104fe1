SET check_function_bodies = off;

DROP VIEW public.v;

DROP TYPE public.t2 CASCADE;

DROP TYPE public.t4 CASCADE;

DROP TYPE public.t5 CASCADE;

CREATE TYPE public.t4 AS ENUM ('a');

CREATE TYPE public.t2;

CREATE TYPE public.t5;

CREATE FUNCTION public.t2in(cstring)
 RETURNS public.t2
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

CREATE FUNCTION public.t2out(public.t2)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

CREATE TYPE public.t2 (
  INPUT = public.t2in,
  OUTPUT = public.t2out,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended,
  CATEGORY = 'S',
  COLLATABLE = true,
  DEFAULT = 'x'
);

CREATE FUNCTION public.t2rec(internal)
 RETURNS public.t2
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textrecv$function$;

CREATE FUNCTION public.t3in(cstring)
 RETURNS public.t3
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

CREATE FUNCTION public.t3out(public.t3)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

CREATE TYPE public.t3 (
  INPUT = public.t3in,
  OUTPUT = public.t3out,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended
);

CREATE VIEW public.v AS
 SELECT NULL::public.t2 AS x;
