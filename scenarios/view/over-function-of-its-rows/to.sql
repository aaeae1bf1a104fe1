CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE t (a int, "Odd, name" text COLLATE "C", s size, n numeric(5, 2));
CREATE VIEW v AS SELECT a, "Odd, name", s, n FROM t;
CREATE FUNCTION doubled(v) RETURNS int LANGUAGE sql STABLE AS 'SELECT $1.a * 2';
CREATE OR REPLACE VIEW v WITH (security_barrier = true) AS SELECT a, "Odd, name", s, n FROM t WHERE doubled(ROW(a, 'x', 's', 1)::v) > 1;
COMMENT ON COLUMN v."Odd, name" IS 'odd';
GRANT SELECT ON v TO PUBLIC;
CREATE VIEW w AS SELECT doubled(v) AS d FROM v;
CREATE MATERIALIZED VIEW m AS SELECT * FROM w;
