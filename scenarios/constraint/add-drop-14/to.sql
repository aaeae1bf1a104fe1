create table a (id int primary key, x int, y int, constraint pair unique (x, y) include (id), constraint apart exclude using btree (id with =) where (id > 0));
