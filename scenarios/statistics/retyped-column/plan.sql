DROP STATISTICS app.s1;

DROP STATISTICS app.s2;

-- rewrites the table
ALTER TABLE app.t ALTER COLUMN a TYPE bigint;

-- holds nothing until the next ANALYZE
CREATE STATISTICS app.s1 ON a, b FROM app.t;

ALTER STATISTICS app.s1 SET STATISTICS 20;

-- holds nothing until the next ANALYZE
CREATE STATISTICS app.s2 ON b, ((a + 1)) FROM app.t;

COMMENT ON STATISTICS app.s1 IS 'kept';
