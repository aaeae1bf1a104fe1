CREATE ROLE a;
CREATE ROLE "B%b";

ALTER ROLE a SET search_path = '';
ALTER ROLE a SET app.x = E'it\'s \\';
DO $$ BEGIN EXECUTE format('ALTER ROLE "B%%b" IN DATABASE %I SET work_mem = %L', current_database(), '2MB'); END $$;
DO $$ BEGIN EXECUTE format('ALTER ROLE a IN DATABASE %I SET search_path = public', current_database()); END $$;
