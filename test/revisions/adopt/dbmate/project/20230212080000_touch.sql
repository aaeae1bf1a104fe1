-- migrate:up
ALTER TABLE account ADD COLUMN touched_at timestamptz;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- @since the second version; migrate:down is only a comment here
  NEW.touched_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch();

-- migrate:down
DROP TRIGGER touch ON account;
DROP FUNCTION touch();
ALTER TABLE account DROP COLUMN touched_at;
