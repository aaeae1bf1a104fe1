create table a (id int primary key, x int, y int, constraint pair unique (x, y), check (x <= y));
create table b (id int, a_id int references a, constraint self unique nulls not distinct (id, a_id), constraint apart exclude using btree (id with =));
comment on constraint pair on a is 'P';
