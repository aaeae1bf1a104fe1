create type e as enum('a','b');create function f(e[]) returns int language sql as 'select 1'
