create function f(x int) returns bigint language sql immutable as 'select x::bigint';
create table t (a int, g bigint generated always as (f(a)) stored);
