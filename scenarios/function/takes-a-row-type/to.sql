create table t (a int, b int);
create function f(t) returns int language sql immutable as 'select $1.a + $1.b';
create type c as (x int, y int, z int);
create function g(c) returns c[] language sql as 'select array[$1, $1]';
