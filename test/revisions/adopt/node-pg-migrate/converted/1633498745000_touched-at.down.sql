-- revision: 1633498745000

ALTER TABLE account DROP COLUMN touched_at;
