CREATE ROLE a;
CREATE ROLE "B%b";

ALTER ROLE a SET search_path = "$user", public, "Odd s";
ALTER ROLE a SET statement_timeout = '5s';
ALTER ROLE "B%b" SET "TimeZone" = 'UTC';
DO $$ BEGIN EXECUTE format('ALTER ROLE "B%%b" IN DATABASE %I SET work_mem = %L', current_database(), '1MB'); END $$;
