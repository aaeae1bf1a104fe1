create schema s; create type r as range(subtype=float4); create table t(a r, b r_multirange);
