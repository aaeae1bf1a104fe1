create table t (a int, b text);
create view v as select * from t;
create view w as select v.*, 1 as one from v;
