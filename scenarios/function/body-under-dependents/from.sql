create function f(a int) returns int language sql immutable as 'select a + 1';
create function tf() returns trigger language plpgsql as 'begin return new; end';
create table t (a int default f(1), b int generated always as (f(1)) stored, check (f(a) > 0));
create index on t (f(a));
create view v as select f(a) as c from t;
create policy p on t using (f(a) > 0);
create trigger tr before insert on t for each row when (f(new.a) > 0) execute function tf();
