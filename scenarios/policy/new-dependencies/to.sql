create table t (a int);
create table u (a int);
create view v as select a from u;
create function f(int) returns boolean language sql stable as 'select true';
create policy p on t using (f(a) and exists (select from v where v.a = t.a)) with check (a in (select a from u));
alter table t enable row level security;
