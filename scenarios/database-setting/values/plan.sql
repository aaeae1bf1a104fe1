DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'RESET app.text'); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'SET "DateStyle" TO ''ISO, MDY'''); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'SET search_path TO ''a'', ''B "b'''); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'SET work_mem TO ''1MB'''); END $$;
