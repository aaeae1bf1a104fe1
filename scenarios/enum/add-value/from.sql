create type e as enum ('a', 'b', 'd');
create table t (a e not null default 'a', b e[]);
create view v as select a from t;
