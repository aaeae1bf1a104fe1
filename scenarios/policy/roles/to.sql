create table t (a int);
create policy p on t for select to scenario_one, "Scenario two" using (true);
create policy q on t as restrictive for delete to "Scenario two" using (a > 0);
