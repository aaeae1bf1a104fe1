create function f() returns int language sql as 'select 2';
create function f(bigint) returns int language sql as 'select 1';
create function f(int, text default 'x', boolean default true) returns int language sql as 'select 1';
create view v as select f(1, 'y', false) as c;
