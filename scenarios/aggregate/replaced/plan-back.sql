DROP VIEW public.v;

DROP AGGREGATE public.a1(integer);

DROP AGGREGATE public.a2(integer);

DROP FUNCTION public.a3(integer);

CREATE AGGREGATE public.a1(integer) (
  SFUNC = int4pl,
  STYPE = integer
);

CREATE AGGREGATE public.a2(x integer) (
  SFUNC = int4pl,
  STYPE = integer
);

CREATE AGGREGATE public.a3(integer) (
  SFUNC = int4pl,
  STYPE = integer
);

CREATE OR REPLACE AGGREGATE public.a4(*) (
  SFUNC = int8inc,
  STYPE = bigint,
  INITCOND = '0'
);

CREATE VIEW public.v AS
 SELECT public.a1(x) AS s
   FROM generate_series(1, 3) x(x);

COMMENT ON AGGREGATE public.a2(integer) IS 'two';
