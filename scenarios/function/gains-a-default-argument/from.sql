create function f(a int) returns int language sql immutable as 'select a';
create table t (a int default f(1), check (f(a) > 0));
create view v as select f(a) as b from t;
create policy p on t using (f(a) > 0);
