create table t (a int);
create materialized view z as select a from t with no data;
create view v as select a from z;
create materialized view m as select a from v with no data;
