CREATE TABLE t (id serial, k int);
CREATE TABLE u (id serial, k int);
CREATE SEQUENCE q OWNED BY u.k;
