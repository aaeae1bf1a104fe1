create table a (id int primary key, x int, y int);
create table b (id int primary key);
create table c (id int primary key);
create publication p for table a (id, y) where (y > 1), c;
