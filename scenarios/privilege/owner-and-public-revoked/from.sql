create table t (a int);
alter table t owner to scenario_owner;
create function f() returns int language sql as 'select 1';
create type e as enum ('a');
create schema s authorization scenario_owner;
