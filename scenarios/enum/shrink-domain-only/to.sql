create type e as enum('a','b');create domain de as e; create table t(d de);
