create table parent (a int, gone int, own int, primary key (a));
create table child (own int) inherits (parent);
create table other (x int);
create table detached () inherits (parent);
create table kept (a int) inherits (parent);
