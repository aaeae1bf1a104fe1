create type e as enum('a','c'); create type r as range(subtype=e); create table t(r r, m r_multirange); create domain dr as r; create type c as (r r, x e); create table t2(c c, d dr);
