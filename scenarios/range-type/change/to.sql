create type r as range(subtype=float8, subtype_diff=float8mi); create table t(a r, b r_multirange, c r[]);
