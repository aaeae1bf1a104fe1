create type e as enum ('a', 'aa', 'b', 'c', 'd', 'it''s');
create table t (a e not null default 'a', b e[]);
create view v as select a from t;
