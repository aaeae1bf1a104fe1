create table p (k int, s text) partition by list (k);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2) partition by list (s);
create table p21 partition of p2 default;
alter table p alter s set statistics 10;
alter table only p2 alter s set statistics 20;
alter table p1 alter s set storage external;
