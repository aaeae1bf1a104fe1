CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int);
CREATE STATISTICS s1 ON a, b FROM t;
CREATE STATISTICS s2 ON b, c FROM t;
CREATE TABLE gone (a int, b int);
CREATE STATISTICS g1 ON a, b FROM gone;
