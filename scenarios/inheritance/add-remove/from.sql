create table a (id int, x text);
create table b (id int, y text);
create table c (id int, x text, y text);
create table d (z int) inherits (a);
