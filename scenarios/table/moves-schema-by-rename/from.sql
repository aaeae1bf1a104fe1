create schema app;
create table t (id serial primary key, b text);
create view v as select id from t;
