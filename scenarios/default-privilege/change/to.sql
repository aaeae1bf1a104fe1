create schema s;
alter default privileges in schema s grant select, insert on tables to scenario_reader with grant option;
alter default privileges grant usage on schemas to scenario_reader;
alter default privileges for role scenario_owner grant usage on types to scenario_reader;
