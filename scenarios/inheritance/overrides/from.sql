create table p (x int); create table c1 () inherits (p); create table c3 () inherits (p); create table c31 () inherits (c3);
create table n1 (a int); create table n2 () inherits (n1);
