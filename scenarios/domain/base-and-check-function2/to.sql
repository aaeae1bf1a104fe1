create function f(int) returns bool language sql immutable as 'select true'; create domain d as bigint check (f(value::int)); create table t(d d);
