CREATE TABLE t (id serial, k int) PARTITION BY LIST (id);
CREATE TABLE u (id int, k int) PARTITION BY LIST (id);
CREATE SEQUENCE q;
