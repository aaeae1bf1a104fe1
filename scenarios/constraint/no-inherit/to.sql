create table p (id int, constraint c check (id > 0), constraint d check (id > 1) no inherit);
create table q () inherits (p);
