create role scenario_reader;
