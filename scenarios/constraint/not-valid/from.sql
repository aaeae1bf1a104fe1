create table a (id int primary key);
create table b (id int, a_id int);
alter table b add constraint c check (id > 0) not valid;
alter table b add constraint k foreign key (a_id) references a not valid;
