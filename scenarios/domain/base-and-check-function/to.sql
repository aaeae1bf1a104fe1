create function f(x bigint) returns bool language sql immutable as 'select true'; create domain d as bigint check (f(value)); create table t(d d);
