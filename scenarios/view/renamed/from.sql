create table t (a int);
create view v as select a from t;
create view u as select a from v;
grant select on v to public;
