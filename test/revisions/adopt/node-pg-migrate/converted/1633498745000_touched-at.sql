-- revision: 1633498745000
-- parents: 1633412345678
-- message: touched at

ALTER TABLE account ADD COLUMN touched_at timestamptz;
