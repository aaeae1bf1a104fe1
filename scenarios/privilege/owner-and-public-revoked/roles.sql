create role scenario_owner;
