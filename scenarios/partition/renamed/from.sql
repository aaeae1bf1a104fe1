create table p (id int primary key, a int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index on p (a);
