create table t (id int, b text);
create view v as select 1 as a;
create table u (id int);
