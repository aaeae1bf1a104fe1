-- revision: 20230212080000

DROP TRIGGER touch ON account;
DROP FUNCTION touch();
ALTER TABLE account DROP COLUMN touched_at;
