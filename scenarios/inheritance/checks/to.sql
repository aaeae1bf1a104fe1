create table a (id int);
create table c (constraint k check (id > 0)) inherits (a);
create table d (constraint k check (id > 0), constraint own check (id < 50)) inherits (a);
