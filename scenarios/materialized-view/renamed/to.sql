create table t (a int);
create materialized view n as select a from t;
create unique index mi on n (a);
