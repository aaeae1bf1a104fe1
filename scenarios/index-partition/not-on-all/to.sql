create table t (a int) partition by range (a);
create table t1 partition of t for values from (0) to (10);
create index t_a on only t (a);
alter table only t add unique (a);
create table t2 partition of t for values from (10) to (20);
