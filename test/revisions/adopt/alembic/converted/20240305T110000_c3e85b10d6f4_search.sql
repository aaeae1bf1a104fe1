-- revision: c3e85b10d6f4
-- parents: 0b7d3e61c9aa
-- message: search

ALTER TABLE customer ADD COLUMN name TEXT;

UPDATE customer SET name = split_part(email, '@', 1);

ALTER TABLE customer ALTER COLUMN name SET NOT NULL;

-- @transaction none
CREATE INDEX CONCURRENTLY ix_customer_name ON customer (name);
