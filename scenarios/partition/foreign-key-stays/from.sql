create table q (id int primary key);
create table p (k int, q int references q) partition by list (k);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2);
create table p3 partition of p for values in (3);
create table r (k int, q int references q) partition by list (k);
create table r1 partition of r for values in (1);
