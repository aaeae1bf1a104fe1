create table a (id int primary key);
create table p (id int primary key, a_id int references a on delete cascade) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table b (id int primary key, p_id int references p);
