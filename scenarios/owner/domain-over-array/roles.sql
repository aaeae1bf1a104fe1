CREATE ROLE scenario_array_owner;
