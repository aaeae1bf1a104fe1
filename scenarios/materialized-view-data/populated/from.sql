create table t (a int);
create materialized view m as select a from t;
create materialized view q as select a from t where a > 0;
