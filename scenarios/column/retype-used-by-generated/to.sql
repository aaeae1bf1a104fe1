create table t (a bigint, g bigint generated always as (a * 2) stored, b text);
