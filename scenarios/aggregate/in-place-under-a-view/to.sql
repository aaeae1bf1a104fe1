create function plus(int, int) returns int language sql immutable as 'select $1 + $2';
create aggregate total(x int) (sfunc = plus, stype = int, initcond = '1', parallel = safe, combinefunc = int4pl);
create table t (a int);
create view v as select total(a) as s from t;
comment on aggregate total(int) is 'sum';
