ALTER ROLE scenario_new RENAME TO scenario_old;
