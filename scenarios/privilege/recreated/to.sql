create table t (a int, b int);
create view v as select b, a from t;
create function f(y int) returns bigint language sql as 'select 1::bigint';
alter view v owner to scenario_owner;
alter function f(int) owner to scenario_owner;
grant select on v to scenario_reader;
grant execute on function f(int) to scenario_reader;
revoke execute on function f(int) from public;
