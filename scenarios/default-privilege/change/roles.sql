create role scenario_reader;
create role scenario_owner;
