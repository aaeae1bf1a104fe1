create table t (id int, a text) partition by range (id);
create table t1 partition of t for values from (0) to (10);
