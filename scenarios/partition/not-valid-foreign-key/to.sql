create table a (id int primary key);
create table p (id int, a_id int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
alter table p add constraint k foreign key (a_id) references a not valid;
