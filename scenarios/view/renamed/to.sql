create table t (a int);
create view w as select a from t;
create view u as select a from w;
grant select on w to public;
