-- revision: 1.1
-- parents: 1
-- message: touch

-- Author: Anna
ALTER TABLE account ADD COLUMN touched_at timestamptz;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.touched_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON TABLE account IS 'of Acme';
