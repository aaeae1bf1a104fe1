create type c as (a int, b text, z int); create table t(id int, c c); create view v as select (c).a from t;
