create type e as enum('a'); create domain d as e; create table t(d d);
