create type c as (z int, b text);
create table t (x c, y c[]);
create view v as select (x).z as k from t;
