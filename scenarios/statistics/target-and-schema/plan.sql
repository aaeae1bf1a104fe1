DROP STATISTICS app.s1;

ALTER STATISTICS app.s2 SET STATISTICS 7;

-- holds nothing until the next ANALYZE
CREATE STATISTICS other.s1 (mcv) ON a, b FROM app.t;
