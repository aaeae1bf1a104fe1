create table p (id int, k text) partition by range (id);
create table p1 partition of p for values from (0) to (20);
create table l (id int, k text) partition by list (k);
create table l1 partition of l for values in ('a', 'c');
create table l2 partition of l for values in ('z');
