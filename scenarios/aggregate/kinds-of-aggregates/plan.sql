CREATE AGGREGATE public.average(bigint) (
  SFUNC = int8_avg_accum,
  STYPE = internal,
  SSPACE = 48,
  FINALFUNC = numeric_poly_avg,
  COMBINEFUNC = int8_avg_combine,
  SERIALFUNC = int8_avg_serialize,
  DESERIALFUNC = int8_avg_deserialize,
  MSFUNC = int8_avg_accum,
  MINVFUNC = int8_avg_accum_inv,
  MSTYPE = internal,
  MSSPACE = 48,
  MFINALFUNC = numeric_poly_avg,
  PARALLEL = SAFE
);

CREATE AGGREGATE public.largest(integer) (
  SFUNC = int4larger,
  STYPE = integer,
  SORTOP = OPERATOR(pg_catalog.>)
);

CREATE OR REPLACE AGGREGATE public.median(double precision ORDER BY anyelement) (
  SFUNC = ordered_set_transition,
  STYPE = internal,
  FINALFUNC = percentile_disc_final,
  FINALFUNC_EXTRA,
  FINALFUNC_MODIFY = SHAREABLE
);

CREATE AGGREGATE public.standing(VARIADIC "any" ORDER BY VARIADIC "any") (
  SFUNC = ordered_set_transition_multi,
  STYPE = internal,
  FINALFUNC = rank_final,
  FINALFUNC_EXTRA,
  HYPOTHETICAL
);

COMMENT ON AGGREGATE public.median(double precision, anyelement) IS 'ordered set';

COMMENT ON AGGREGATE public.standing("any") IS 'hypothetical';

REVOKE EXECUTE ON FUNCTION public.standing("any") FROM PUBLIC;
