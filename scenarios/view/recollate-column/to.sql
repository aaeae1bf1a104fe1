create table t (a int, b text);
create view v as select a, b collate "C" as b from t;
