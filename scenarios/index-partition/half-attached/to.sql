create table p (id int, a int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create index whole on only p (a);
create index one on p1 (a);
alter index whole attach partition one;
