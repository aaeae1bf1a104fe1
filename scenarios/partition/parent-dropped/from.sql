create table p (k int primary key, s text, check (k > 0)) partition by list (k);
create index on p (s);
create table p1 partition of p for values in (1);
