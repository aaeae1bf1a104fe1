create table t (a int, b text);
create view v as select a, b from t;
create materialized view m as select a, b from t;
comment on column v.a is 'A';
comment on column m.b is 'B';
grant select (a) on v to public;
alter view v alter column b set default 'x';
alter materialized view m alter column b set statistics 50;
alter materialized view m alter column b set storage external;
