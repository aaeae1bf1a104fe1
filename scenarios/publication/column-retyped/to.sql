CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text);
CREATE PUBLICATION p1 FOR TABLE t (id, c) WHERE (b = '');
