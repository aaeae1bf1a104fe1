-- revision: f0c2b7a95d63
-- parents: a40d19e8832c
-- depends-on: 2f9b6c4407de
-- message: renames and types

ALTER TABLE customer ALTER COLUMN email TYPE TEXT;

ALTER TABLE shop_order RENAME note TO remark;

ALTER TABLE invoice ADD CONSTRAINT uq_invoice_number UNIQUE (number);

ALTER TABLE shop_order ADD CONSTRAINT ck_order_cents CHECK (cents >= 0);

ALTER TYPE place_kind RENAME VALUE 'pallet' TO 'skid';
