"""order states

Revision ID: 0b7d3e61c9aa
Revises: 5c1f0a9e2b47
Create Date: 2024-02-01 10:00:00

"""
from alembic import op

revision = "0b7d3e61c9aa"
down_revision = "5c1f0a9e2b47"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("COMMENT ON TABLE shop_order IS 'before the states'")
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'shipped'")
        op.execute("ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'returned' BEFORE 'paid'")
    op.execute("COMMENT ON TABLE shop_order IS 'what was ordered: 100%'")


def downgrade():
    op.execute("UPDATE shop_order SET state = 'paid' WHERE state IN ('shipped', 'returned')")
    op.execute("DROP INDEX ix_shop_order_open")
    op.execute("ALTER TYPE order_state RENAME TO order_state_old")
    op.execute("CREATE TYPE order_state AS ENUM ('open', 'paid')")
    op.execute("ALTER TABLE shop_order ALTER state DROP DEFAULT")
    op.execute("ALTER TABLE shop_order ALTER state TYPE order_state USING state::text::order_state")
    op.execute("ALTER TABLE shop_order ALTER state SET DEFAULT 'open'")
    op.execute("DROP TYPE order_state_old")
    op.execute("CREATE INDEX ix_shop_order_open ON shop_order (customer_id) WHERE state = 'open'")
    op.execute("COMMENT ON TABLE shop_order IS NULL")
