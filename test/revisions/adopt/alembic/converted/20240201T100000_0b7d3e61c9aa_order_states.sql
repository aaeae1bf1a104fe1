-- revision: 0b7d3e61c9aa
-- parents: 5c1f0a9e2b47
-- message: order states

COMMENT ON TABLE shop_order IS 'before the states';

-- @transaction none
ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'shipped';

ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'returned' BEFORE 'paid';

-- @transaction new
COMMENT ON TABLE shop_order IS 'what was ordered: 100%';
