create table p (id int, k text, extra int default 5) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by list (k);
create table p1b partition of p1 for values in ('b');
create table p1a partition of p1 for values in ('a');
create table p2 partition of p for values from (10) to (20);
