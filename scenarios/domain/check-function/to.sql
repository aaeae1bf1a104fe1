create function f(x text) returns bool language sql immutable as 'select true'; create domain d as text check (f(value)) default f('x')::text; create table t(d d);
