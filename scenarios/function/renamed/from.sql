create function f(int) returns int language sql as 'select $1';
create view v as select f(1) as a;
revoke execute on function f(int) from public;
