CREATE TABLE t (id int, k int, a text[], b bigint);
