create type e as enum('a','b','c');
create domain de as e check (value <> 'c');
create type ce as (x int, y e);
create table t (id int primary key, v e not null default 'a', vs e[], d de, c ce, cs ce[]);
create index ti on t (v) where v = 'b';
create view w as select v, d, (c).y as y from t;
create function f(e) returns e language sql as 'select $1';
create function g(x ce) returns e language sql as 'select (x).y';
comment on type e is 'E'; comment on column ce.y is 'Y'; comment on domain de is 'D'; comment on type ce is 'C';
