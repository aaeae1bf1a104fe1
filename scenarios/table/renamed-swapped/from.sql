create table a (id int primary key, x text, y text);
create table b (id int primary key, other int references a);
create view v as select x from a;
