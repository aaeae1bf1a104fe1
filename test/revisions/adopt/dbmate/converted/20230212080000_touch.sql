-- revision: 20230212080000
-- parents: 20230105101500
-- message: touch

ALTER TABLE account ADD COLUMN touched_at timestamptz;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- @since the second version; migrate:down is only a comment here
  NEW.touched_at := now();
  RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch();
