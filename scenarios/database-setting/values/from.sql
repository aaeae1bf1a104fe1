DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = a, "B b"', current_database());
  EXECUTE format('ALTER DATABASE %I SET app.text = %L', current_database(), E'it\'s 5 % $ \\x');
  EXECUTE format('ALTER DATABASE %I SET datestyle = %L', current_database(), 'ISO, DMY');
END $$;
