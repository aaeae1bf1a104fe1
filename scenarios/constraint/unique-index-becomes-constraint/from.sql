create table a (id int not null, x int);
create unique index a_id on a (id);
create unique index a_x on a (x);
create table b (a_id int references a (id));
