create table p (id int, a text) partition by range (id);
create table p1 (id int, a text);
create table p2 partition of p for values from (10) to (20);
