create table p (id int, constraint c check (id > 0) no inherit, constraint d check (id > 1));
create table q () inherits (p);
