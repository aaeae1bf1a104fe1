-- revision: 0b7d3e61c9aa

UPDATE shop_order SET state = 'paid' WHERE state IN ('shipped', 'returned');

DROP INDEX ix_shop_order_open;

ALTER TYPE order_state RENAME TO order_state_old;

CREATE TYPE order_state AS ENUM ('open', 'paid');

ALTER TABLE shop_order ALTER state DROP DEFAULT;

ALTER TABLE shop_order ALTER state TYPE order_state USING state::text::order_state;

ALTER TABLE shop_order ALTER state SET DEFAULT 'open';

DROP TYPE order_state_old;

CREATE INDEX ix_shop_order_open ON shop_order (customer_id) WHERE state = 'open';

COMMENT ON TABLE shop_order IS NULL;
