create table t (id int);
alter table t owner to scenario_one;
create view v as select 1 as a;
alter view v owner to scenario_one;
