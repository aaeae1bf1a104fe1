create type c as (a bigint, b text, y text); create table t(id int, c c, cs c[]); create view v as select (c).a from t;
