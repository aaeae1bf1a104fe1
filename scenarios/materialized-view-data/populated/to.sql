create table t (a int);
create materialized view m as select a from t with no data;
create materialized view q as select a from t with no data;
