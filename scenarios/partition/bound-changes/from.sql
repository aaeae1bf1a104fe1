create table p (id int, k text) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table l (id int, k text) partition by list (k);
create table l1 partition of l for values in ('a', 'b');
create table l2 partition of l default;
