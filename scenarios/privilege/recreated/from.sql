create table t (a int, b int);
create view v as select a, b from t;
create function f(x int) returns int language sql as 'select 1';
alter view v owner to scenario_owner;
alter function f(int) owner to scenario_owner;
grant select on v to scenario_reader;
grant execute on function f(int) to scenario_reader;
revoke execute on function f(int) from public;
