create table a (id int primary key, x int, y int, unique (x, y), check (x > y), check (y > 0));
create table b (x int, y int, foreign key (x, y) references a (x, y));
