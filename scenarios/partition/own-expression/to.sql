create table p (k int, a int, b int generated always as (a + 1) stored) partition by list (k);
create table p1 partition of p (b generated always as (a + 2) stored) for values in (1);
create table p2 partition of p for values in (2);
