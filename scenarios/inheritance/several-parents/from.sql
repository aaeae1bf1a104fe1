create table a (id int, x text default 'a');
create table b (id int not null, y text check (y <> ''));
