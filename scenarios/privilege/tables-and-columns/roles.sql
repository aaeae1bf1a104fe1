create role scenario_reader;
create role "Scenario writer";
