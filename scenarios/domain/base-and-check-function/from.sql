create function f(int) returns bool language sql immutable as 'select true'; create domain d as int check (f(value)); create table t(d d);
