-- revision: a40d19e8832c

-- Alembic's revision asks the database. This is what it sent to one without rows: what it would do to rows that it
-- finds is not here. A database that had it when it was adopted has had all of it.
ALTER TABLE shop_order ADD COLUMN total NUMERIC(12, 2);

ALTER TABLE shop_order ALTER COLUMN total SET NOT NULL;

ALTER TABLE shop_order DROP COLUMN cents;
