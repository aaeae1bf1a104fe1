create table p (a int);
create table c () inherits (p);
create table d () inherits (c);
create table q (a int);
create table r (b int) inherits (q);
