ALTER ROLE a RESET app.x;

DO $$ BEGIN EXECUTE format('ALTER ROLE a IN DATABASE %I %s', current_database(), 'RESET search_path'); END $$;

ALTER ROLE "B%b" SET "TimeZone" TO 'UTC';

ALTER ROLE a SET search_path TO '$user', 'public', 'Odd s';

ALTER ROLE a SET statement_timeout TO '5s';

DO $$ BEGIN EXECUTE format('ALTER ROLE "B%%b" IN DATABASE %I %s', current_database(), 'SET work_mem TO ''1MB'''); END $$;
