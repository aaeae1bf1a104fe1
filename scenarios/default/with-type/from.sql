create type e as enum ('a', 'b');
create table t (a text default 'a', b int default 1, c varchar(5) default 'x');
