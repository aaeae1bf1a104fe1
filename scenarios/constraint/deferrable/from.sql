create table a (id int primary key);
create table b (id int, constraint k foreign key (id) references a);
