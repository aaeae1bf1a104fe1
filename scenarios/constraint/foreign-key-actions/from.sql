create table a (x int, y int, primary key (x, y));
create table b (id int primary key, x int, y int, constraint k foreign key (x, y) references a on delete cascade);
create table c (id int primary key, x int, y int, constraint k foreign key (x, y) references a match full);
