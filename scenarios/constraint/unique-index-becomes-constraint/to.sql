create table a (id int not null, x int, constraint a_id unique (id));
create unique index a_x on a (x);
create table b (a_id int references a (id), x int references a (x));
