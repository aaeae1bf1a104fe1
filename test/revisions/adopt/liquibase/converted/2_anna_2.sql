-- revision: anna_2
-- parents: accounts
-- message: anna:2

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN NEW;
END
$$;
