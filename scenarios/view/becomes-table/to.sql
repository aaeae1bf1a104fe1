create table t (a int, b text);
create table v (a int, b text);
create materialized view m as select a from t;
create view n as select a from t;
