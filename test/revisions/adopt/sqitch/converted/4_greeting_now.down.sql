-- revision: greeting_now

-- Deploy shop:greeting to pg
-- requires: accounts

CREATE FUNCTION greeting(a account) RETURNS text LANGUAGE sql AS $$ SELECT 'Hello ' || a.email $$;
