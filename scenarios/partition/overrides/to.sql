create table p (id int, a int default 1, b text) partition by range (id);
create table p1 partition of p (a default 2, b not null, constraint c check (a > 0)) for values from (0) to (10) with (fillfactor = 70);
comment on column p1.a is 'other';
grant select on p1 to public;
create index on p1 (b);
