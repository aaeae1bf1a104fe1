create table t (a int);
create policy p on t for select to scenario_one using (true);
create policy q on t as restrictive for delete to public using (a > 0);
