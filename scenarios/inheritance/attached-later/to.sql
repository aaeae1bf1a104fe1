create table parent (a int, own int, b int not null, c text default 'x' check (c <> ''), primary key (a));
create table child (own int) inherits (parent);
create table other (x int, a int not null, own int, b int not null, c text default 'y', constraint parent_c_check check (c <> ''));
alter table other inherit parent;
create table detached (a int not null, own int);
create table kept (a int, b int not null) inherits (parent);
