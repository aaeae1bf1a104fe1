create table a (id int, x text);
create table b (id int, y text);
create table c (id int, x text, y text);
alter table c inherit a;
alter table c inherit b;
create table d (id int, x text, z int);
