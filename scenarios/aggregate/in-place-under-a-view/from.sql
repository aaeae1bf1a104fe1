create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
create table t (a int);
create view v as select total(a) as s from t;
comment on aggregate total(int) is 'sum';
