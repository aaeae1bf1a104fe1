create type e as enum('a'); create table t(a e); create domain d as int; create table t2(a d);
