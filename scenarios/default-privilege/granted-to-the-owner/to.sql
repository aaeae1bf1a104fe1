CREATE TABLE t (id int);
ALTER TABLE t OWNER TO scenario_owner_to_be;
CREATE VIEW v AS SELECT id FROM t;
ALTER VIEW v OWNER TO scenario_owner_to_be;
GRANT SELECT ON v TO scenario_reader_to_be;
