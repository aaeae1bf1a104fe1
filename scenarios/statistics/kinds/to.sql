CREATE TABLE t (a int, b int, c text, "Odd ""name" int);

CREATE STATISTICS s1 (mcv) ON a, b FROM t;
CREATE STATISTICS s2 (mcv, ndistinct, dependencies) ON c, a, (b + 1) FROM t;
CREATE STATISTICS s3 ON a, (a * b) FROM t;
CREATE STATISTICS s4 ON (a + b) FROM t;
CREATE STATISTICS s5 (ndistinct, mcv) ON b, a FROM t;
CREATE STATISTICS s6 ON (c || 'x'), upper(c) FROM t;
CREATE STATISTICS "Odd s" ON "Odd ""name", b FROM t;
