-- revision: greeting_v1.0
-- parents: accounts
-- message: Greets by e-mail.

-- Deploy shop:greeting to pg
-- requires: accounts

CREATE FUNCTION greeting(a account) RETURNS text LANGUAGE sql AS $$ SELECT 'Hello ' || a.email $$;
