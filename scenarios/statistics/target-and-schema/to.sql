CREATE SCHEMA app;
CREATE SCHEMA other;
CREATE TABLE app.t (a int, b int, c int);

CREATE STATISTICS other.s1 (mcv) ON a, b FROM app.t;
CREATE STATISTICS app.s2 ON a, c FROM app.t;
ALTER STATISTICS app.s2 SET STATISTICS 7;
