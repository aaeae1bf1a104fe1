create table a (id int primary key);
create table b (id int, a_id int, constraint c check (id > 0));
alter table b add constraint k foreign key (a_id) references a;
