create table parent (a int, b int generated always as (a * 2) stored);
create table child (a int, b int) inherits (parent);
create table bare () inherits (parent);
