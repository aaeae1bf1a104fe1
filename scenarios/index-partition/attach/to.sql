create table p (id int, a int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
create index p1_own on p1 (a);
create index p2_own on p2 (a);
create index whole on only p (a);
alter index whole attach partition p1_own;
alter index whole attach partition p2_own;
comment on index p1_own is 'one';
