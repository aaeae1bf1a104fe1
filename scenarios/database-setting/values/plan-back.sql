DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'RESET work_mem'); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'SET "DateStyle" TO ''ISO, DMY'''); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), E'SET app.text TO E''it''''s 5 % $ \\\\x'''); END $$;

DO $$ BEGIN EXECUTE format('ALTER DATABASE %I %s', current_database(), 'SET search_path TO ''a'', ''B b'''); END $$;
