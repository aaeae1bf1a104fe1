create table t (id int primary key, a int default 1);
create view v as select id, a from t;
