create table a (id int, x int, y int);
create table b (id int, a_id int);
