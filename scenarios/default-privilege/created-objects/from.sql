create schema s;
alter default privileges in schema s grant select on tables to scenario_reader;
alter default privileges in schema s grant execute on functions to scenario_reader;
alter default privileges revoke execute on functions from public;
