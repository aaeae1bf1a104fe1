-- Up Migration
ALTER TABLE account ADD COLUMN touched_at timestamptz;

-- Down Migration
ALTER TABLE account DROP COLUMN touched_at;
