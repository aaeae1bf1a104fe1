create table t (a int, b text);
create materialized view m1 as select a, b || '' as b from t;
create materialized view m2 as select a from m1;
create materialized view m3 as select count(*) as n from m2;
create index on m3 (n);
