create type c as (a int, z int, k text collate "C", l int); create table t(id int, c c); create view v as select (c).a from t;
