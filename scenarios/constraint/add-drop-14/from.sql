create table a (id int, x int, y int);
