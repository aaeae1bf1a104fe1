create table p (id int, a int default 1, b text) partition by range (id);
create table p1 partition of p for values from (0) to (10);
