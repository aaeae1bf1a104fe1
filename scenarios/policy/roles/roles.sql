create role scenario_one;
create role "Scenario two";
