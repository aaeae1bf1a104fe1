create table t (a int, b text);
create view v as select a, b from t;
create view m as select a from t;
create materialized view n as select a from t;
