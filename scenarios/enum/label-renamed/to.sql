create type e as enum ('a', 'bee');
create table t (a e default 'bee');
