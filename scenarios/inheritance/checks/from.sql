create table a (id int, constraint k check (id > 0));
create table c (constraint own check (id < 100)) inherits (a);
create table d (constraint k check (id > 0)) inherits (a);
