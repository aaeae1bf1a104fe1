create type c as (a int, b text);
create table t (x c, y c[]);
create view v as select (x).a as k from t;
