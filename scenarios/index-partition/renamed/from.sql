create table t (a int, b text, primary key (a)) partition by range (a);
create index on t (b);
create table t1 partition of t for values from (0) to (10);
create table t2 partition of t for values from (10) to (20) partition by range (a);
create table t21 partition of t2 default;
comment on index t1_b_idx is 'of the first';
comment on constraint t2_pkey on t2 is 'key';
