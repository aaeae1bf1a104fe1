create role scenario_one;
