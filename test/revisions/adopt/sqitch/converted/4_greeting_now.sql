-- revision: greeting_now
-- parents: index_plans
-- message: Greets by name.

CREATE OR REPLACE FUNCTION greeting(a account) RETURNS text LANGUAGE sql AS $$ SELECT 'Hi ' || split_part(a.email, '@', 1) $$;
