create role scenario_owner;
create role scenario_reader;
