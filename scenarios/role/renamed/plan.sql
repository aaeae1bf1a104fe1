ALTER ROLE scenario_old RENAME TO scenario_new;
