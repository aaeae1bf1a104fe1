SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.t2rec(internal);

DROP TYPE public.t2 CASCADE;

DROP TYPE public.t3 CASCADE;

DROP TYPE public.t4;

CREATE TYPE public.t2;

CREATE TYPE public.t3;

CREATE TYPE public.t4;

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

CREATE FUNCTION public.t2rec(internal)
 RETURNS public.t2
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textrecv$function$;

CREATE TYPE public.t2 (
  INPUT = public.t2in,
  OUTPUT = public.t2out,
  RECEIVE = public.t2rec,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = main,
  CATEGORY = 'Z',
  COLLATABLE = true,
  DEFAULT = 'y'
);

CREATE FUNCTION public.t4in(cstring)
 RETURNS public.t4
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

CREATE FUNCTION public.t4out(public.t4)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

CREATE TYPE public.t4 (
  INPUT = public.t4in,
  OUTPUT = public.t4out,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended
);

CREATE FUNCTION public.t5in(cstring)
 RETURNS public.t5
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

CREATE FUNCTION public.t5out(public.t5)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

CREATE TYPE public.t5 (
  INPUT = public.t5in,
  OUTPUT = public.t5out,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended
);

CREATE VIEW public.v AS
 SELECT NULL::public.t2 AS x;
