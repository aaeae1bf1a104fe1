SET check_function_bodies = off;

CREATE FUNCTION public.plus(integer, integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 + $2$function$;

CREATE OR REPLACE AGGREGATE public.total(x integer) (
  SFUNC = public.plus,
  STYPE = integer,
  COMBINEFUNC = int4pl,
  INITCOND = '1',
  PARALLEL = SAFE
);
