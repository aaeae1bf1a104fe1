create type e as enum ('a', 'b');
create table t (a e default 'a', b text default 'one', c int default 0);
