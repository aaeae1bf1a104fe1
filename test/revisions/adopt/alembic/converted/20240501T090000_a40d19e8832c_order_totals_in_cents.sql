-- revision: a40d19e8832c
-- parents: e7720fbb5a18
-- message: order totals in cents

-- Alembic's revision asks the database. This is what it sent to one without rows: what it would do to rows that it
-- finds is not here. A database that had it when it was adopted has had all of it.
ALTER TABLE shop_order ADD COLUMN cents BIGINT;

UPDATE shop_order SET cents = 0, note = 'it''s 0%' WHERE cents IS NULL;

ALTER TABLE shop_order ALTER COLUMN cents SET NOT NULL;

ALTER TABLE shop_order DROP COLUMN total;
