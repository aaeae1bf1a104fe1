create type whole;
create function canonical(whole) returns whole language internal immutable strict as 'int4range_canonical';
create type whole as range (subtype = int, canonical = canonical);
create table t (r whole);
