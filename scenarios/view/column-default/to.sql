create table t (a int, b text);
create view v as select a, b, b as c from t;
alter view v alter column a set default 2;
alter view v alter column c set default 'y';
