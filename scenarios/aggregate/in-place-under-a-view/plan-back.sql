DROP VIEW public.v;

DROP AGGREGATE public.total(integer);

DROP FUNCTION public.plus(integer, integer);

CREATE AGGREGATE public.total(integer) (
  SFUNC = int4pl,
  STYPE = integer,
  INITCOND = '0'
);

CREATE VIEW public.v AS
 SELECT public.total(a) AS s
   FROM public.t;

COMMENT ON AGGREGATE public.total(integer) IS 'sum';
