create type c as (a bigint, b text, d int); create view v as select (null::c).a, (null::c).b; create function f(c) returns int language sql begin atomic select ($1).a; end;
