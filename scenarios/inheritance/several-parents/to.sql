create table a (id int, x text default 'a');
create table b (id int not null, y text check (y <> ''));
create table c (id int default 7, z int) inherits (b, a);
create table d (x text default 'd') inherits (a);
create table e (x text default 'e') inherits (c, d);
comment on column d.x is 'own';
