create type e as enum('a','b','c'); create table t(x e[] default '{a}', y e[][] default array['a','b']::e[]);
