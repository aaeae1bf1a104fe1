create type e as enum('a','b'); create domain d as e check (value <> 'b'); create table t(d d default 'a');
