create type c as (a int, b varchar(10), d int); create table t of c; create view v as select b from t;
alter table t alter b set storage main, alter b set compression pglz;
