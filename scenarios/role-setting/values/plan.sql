ALTER ROLE "B%b" RESET "TimeZone";

ALTER ROLE a RESET statement_timeout;

ALTER ROLE a SET app.x TO E'it''s \\';

ALTER ROLE a SET search_path TO '';

DO $$ BEGIN EXECUTE format('ALTER ROLE a IN DATABASE %I %s', current_database(), 'SET search_path TO ''public'''); END $$;

DO $$ BEGIN EXECUTE format('ALTER ROLE "B%%b" IN DATABASE %I %s', current_database(), 'SET work_mem TO ''2MB'''); END $$;
