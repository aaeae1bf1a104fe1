create role scenario_new;
create table t (a int);
alter table t owner to scenario_new;
grant select on t to scenario_new;
create policy p on t to scenario_new using (true);
