create table a (id int primary key, x int, y int);
create table b (id int primary key);
create publication p for table a (id, x) where (x > 0), b;
