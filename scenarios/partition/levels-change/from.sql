create table p (id int, k text) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by list (k);
create table p1a partition of p1 for values in ('a');
create table p2 (id int, k text);
