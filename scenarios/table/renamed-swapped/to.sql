create table b (id int primary key, y text, x text);
create table a (id int primary key, other int references b);
create view v as select y as x from b;
