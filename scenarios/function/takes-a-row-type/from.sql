create table t (a int);
create function f(t) returns int language sql immutable as 'select $1.a';
create type c as (x int, y int);
create function g(c) returns c[] language sql as 'select array[$1]';
