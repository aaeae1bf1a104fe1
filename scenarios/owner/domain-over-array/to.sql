CREATE DOMAIN plain AS int[];
CREATE DOMAIN nested AS plain;
ALTER DOMAIN plain OWNER TO scenario_array_owner;
ALTER DOMAIN nested OWNER TO scenario_array_owner;
GRANT USAGE ON DOMAIN nested TO PUBLIC;
