create table p (id int, a text) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 (id int, a text);
