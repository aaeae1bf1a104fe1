create function g(int) returns int language sql as 'select $1';
create view v as select g(1) as a;
revoke execute on function g(int) from public;
