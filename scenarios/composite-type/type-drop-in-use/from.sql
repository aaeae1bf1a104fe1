create type e as enum('a'); create domain d as e; create type c as (d d, e e); create table t(a c, b d, c e[], k int);
