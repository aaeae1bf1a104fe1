CREATE TABLE there (a int);
ALTER TABLE there OWNER TO scenario_table_owner;
CREATE TABLE given (a int);
ALTER TABLE given OWNER TO scenario_other_owner;
CREATE SEQUENCE counter;
ALTER SEQUENCE counter OWNER TO scenario_other_owner;
CREATE SEQUENCE kept;
ALTER SEQUENCE kept OWNER TO scenario_table_owner;
