create table t (a int);
alter table t owner to scenario_owner;
revoke insert, delete on t from scenario_owner;
create function f() returns int language sql as 'select 1';
revoke all on function f() from public;
create type e as enum ('a');
revoke all on type e from public;
create schema s authorization scenario_owner;
revoke create on schema s from scenario_owner;
