create type e as enum('a','b','c');create function f(e[]) returns int language sql as 'select 1'
