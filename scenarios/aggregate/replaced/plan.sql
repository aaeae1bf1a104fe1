SET check_function_bodies = off;

DROP VIEW public.v;

DROP AGGREGATE public.a1(integer);

DROP AGGREGATE public.a2(integer);

DROP AGGREGATE public.a3(integer);

CREATE FUNCTION public.a3(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE AGGREGATE public.a1(integer) (
  SFUNC = int4_avg_accum,
  STYPE = bigint[],
  FINALFUNC = int8_avg,
  INITCOND = '{0,0}'
);

CREATE AGGREGATE public.a2(y integer) (
  SFUNC = int4pl,
  STYPE = integer
);

CREATE OR REPLACE AGGREGATE public.a4(*) (
  SFUNC = int8inc,
  STYPE = bigint,
  INITCOND = '5'
);

CREATE VIEW public.v AS
 SELECT public.a1(x) AS s
   FROM generate_series(1, 3) x(x);

COMMENT ON AGGREGATE public.a2(integer) IS 'two';
