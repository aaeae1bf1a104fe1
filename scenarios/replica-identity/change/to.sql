create table t1 (id int primary key);
create table t2 (id int primary key);
create table t3 (id int primary key);
create table t4 (id int primary key);
alter table t1 replica identity full;
alter table t2 replica identity nothing;
alter table t4 replica identity using index t4_pkey;
