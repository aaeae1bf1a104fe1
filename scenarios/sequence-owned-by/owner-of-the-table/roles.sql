CREATE ROLE scenario_table_owner;
CREATE ROLE scenario_other_owner;
