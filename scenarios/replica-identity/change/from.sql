create table t1 (id int primary key);
create table t2 (id int primary key);
create table t3 (id int primary key);
create table t4 (id int primary key);
alter table t3 replica identity full;
