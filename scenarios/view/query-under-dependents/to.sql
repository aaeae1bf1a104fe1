create table t (a int, b text);
create view v as select a, b from t where a > 1 and b <> '';
create view w as select * from v;
create materialized view m as select * from w;
create index on m (a);
