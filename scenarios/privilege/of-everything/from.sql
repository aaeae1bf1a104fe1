create schema s;
create type e as enum ('a');
create domain d as int;
create sequence q;
create function f(int) returns int language sql as 'select 1';
create procedure p() language sql as 'select 1';
