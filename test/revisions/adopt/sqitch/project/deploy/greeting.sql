BEGIN;
CREATE OR REPLACE FUNCTION greeting(a account) RETURNS text LANGUAGE sql AS $$ SELECT 'Hi ' || split_part(a.email, '@', 1) $$;
COMMIT;
