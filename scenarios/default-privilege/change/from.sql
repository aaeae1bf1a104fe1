create schema s;
alter default privileges in schema s grant select on tables to scenario_reader;
alter default privileges grant usage on sequences to scenario_reader with grant option;
alter default privileges for role scenario_owner revoke execute on functions from public;
