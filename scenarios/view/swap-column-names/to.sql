create table t (a int, b int);
create view v as select a as b, b as a from t;
comment on column v.a is 'first';
