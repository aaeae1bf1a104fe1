-- Deploy shop:greeting to pg
-- requires: accounts

BEGIN;
CREATE FUNCTION greeting(a account) RETURNS text LANGUAGE sql AS $$ SELECT 'Hello ' || a.email $$;
COMMIT;
