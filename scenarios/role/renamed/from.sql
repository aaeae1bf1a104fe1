create role scenario_old;
create table t (a int);
alter table t owner to scenario_old;
grant select on t to scenario_old;
create policy p on t to scenario_old using (true);
