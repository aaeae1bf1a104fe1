create type e as enum ('a', 'b');
create table t (a e default 'b');
