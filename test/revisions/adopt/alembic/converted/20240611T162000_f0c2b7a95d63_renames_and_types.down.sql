-- revision: f0c2b7a95d63

ALTER TYPE place_kind RENAME VALUE 'skid' TO 'pallet';

ALTER TABLE shop_order DROP CONSTRAINT ck_order_cents;

ALTER TABLE invoice DROP CONSTRAINT uq_invoice_number;

ALTER TABLE shop_order RENAME remark TO note;

ALTER TABLE customer ALTER COLUMN email TYPE VARCHAR(200);
