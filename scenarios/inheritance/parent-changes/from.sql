create table a (id int, x varchar(5), gone int);
create table c (z int) inherits (a);
create table d () inherits (c);
