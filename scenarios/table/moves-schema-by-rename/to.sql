create schema app;
create table app.t (id serial primary key, b text);
create view v as select id from app.t;
