CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int);
CREATE PUBLICATION p1 FOR TABLE t (id, c) WHERE (a > 1);
