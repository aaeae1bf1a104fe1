CREATE EXTENSION pg_trgm VERSION '1.3';
GRANT EXECUTE ON FUNCTION similarity(text, text) TO reader;
REVOKE EXECUTE ON FUNCTION similarity(text, text) FROM PUBLIC;
CREATE TABLE t (a text);
CREATE INDEX i ON t USING gin (a gin_trgm_ops);
CREATE VIEW v AS SELECT a FROM t WHERE a % 'x';
COMMENT ON VIEW v IS 'alike';
CREATE FUNCTION alike(text) RETURNS boolean LANGUAGE sql AS 'SELECT $1 % ''x''';
