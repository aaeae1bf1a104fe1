create table p (k int, id int generated always as identity) partition by list (k);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2) partition by list (k);
create table p21 partition of p2 default;
