create table p (a int);
create table c () inherits (p);
alter table p add constraint later check (a > 0) not valid;
create table q (a int);
create table d (a int);
alter table d add constraint k check (a > 0) not valid;
create table r (a int);
create table e () inherits (r);
