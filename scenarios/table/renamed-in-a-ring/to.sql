create table swap (id int primary key, x text);
create table a (id int primary key, y text);
