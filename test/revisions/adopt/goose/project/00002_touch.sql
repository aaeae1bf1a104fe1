-- +goose Up
ALTER TABLE account ADD COLUMN touched_at timestamptz;
-- +goose StatementBegin
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.touched_at := now();
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch();

-- +goose Down
DROP TRIGGER touch ON account;
DROP FUNCTION touch();
ALTER TABLE account DROP COLUMN touched_at;
