create type e as enum('a','b','c');create domain de as e; create table t(d de);
