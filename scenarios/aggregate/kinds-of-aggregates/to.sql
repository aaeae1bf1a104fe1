create aggregate median(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = shareable);
create aggregate standing(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
create aggregate largest(int) (sfunc = int4larger, stype = int, sortop = >);
create aggregate average(int8) (sfunc = int8_avg_accum, stype = internal, sspace = 48, finalfunc = numeric_poly_avg, combinefunc = int8_avg_combine, serialfunc = int8_avg_serialize, deserialfunc = int8_avg_deserialize, msfunc = int8_avg_accum, minvfunc = int8_avg_accum_inv, mstype = internal, msspace = 48, mfinalfunc = numeric_poly_avg, parallel = safe);
comment on aggregate standing(variadic "any" order by variadic "any") is 'hypothetical';
comment on aggregate median(double precision order by anyelement) is 'ordered set';
grant execute on function median(double precision, anyelement) to public;
revoke execute on function standing(variadic "any") from public;
