-- revision: c3e85b10d6f4

-- @transaction none
DROP INDEX CONCURRENTLY ix_customer_name;

-- @transaction new
ALTER TABLE customer DROP COLUMN name;
