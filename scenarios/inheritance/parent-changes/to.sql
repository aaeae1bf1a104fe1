create table a (id bigint, x varchar(10) not null, fresh int, check (id > 0));
create table c (z int) inherits (a);
create table d () inherits (c);
