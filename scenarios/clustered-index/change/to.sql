create table t (id int primary key, a int);
create index i on t (a);
create materialized view m as select * from t;
create index mi on m (a);
alter table t cluster on i;
alter materialized view m cluster on mi;
