DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = a, "B ""b"', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '1MB');
  EXECUTE format('ALTER DATABASE %I SET datestyle = %L', current_database(), 'ISO, MDY');
END $$;
