create schema s; create type r as range(subtype=float4, multirange_type_name=s.mm); create table t(a r, b s.mm);
