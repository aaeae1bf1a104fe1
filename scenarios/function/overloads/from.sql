create function f() returns int language sql as 'select 1';
create function f(int) returns int language sql as 'select 1';
create function f(int, text default 'x') returns int language sql as 'select 1';
create view v as select f(1, 'y') as c;
