create table a (id int primary key);
create table b (id int primary key, a_id int references a on delete cascade);
create table c (a_id int references a, b_id int references b);
