create table t (a int);
create policy q on t using (a > 0);
