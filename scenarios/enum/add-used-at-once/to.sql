create type e as enum('a','b','c','d','e','f');create table t(x e default 'c' check (x < 'f')); create view v as select 'a'::e x;
