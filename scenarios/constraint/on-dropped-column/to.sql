create table a (id int primary key, x int, unique (x));
create table b (x int references a (x));
