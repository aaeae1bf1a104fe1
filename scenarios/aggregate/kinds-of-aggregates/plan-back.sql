COMMENT ON AGGREGATE public.median(double precision, anyelement) IS NULL;

DROP AGGREGATE public.average(bigint);

DROP AGGREGATE public.largest(integer);

DROP AGGREGATE public.standing("any");

CREATE OR REPLACE AGGREGATE public.median(double precision ORDER BY anyelement) (
  SFUNC = ordered_set_transition,
  STYPE = internal,
  FINALFUNC = percentile_disc_final,
  FINALFUNC_EXTRA
);
