"""customers and orders

Revision ID: 5c1f0a9e2b47
Revises:
Create Date: 2024-01-10 09:12:33.104512

"""
import sqlalchemy as sa
from alembic import op

revision = "5c1f0a9e2b47"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("email", sa.String(200), nullable=False, unique=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    op.create_table(
        "shop_order",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.Enum("open", "paid", name="order_state"), nullable=False, server_default="open"),
        sa.Column("total", sa.Numeric(12, 2), nullable=False),
        sa.Column("note", sa.Text(), comment="what the customer's 100% sure about"),
    )
    op.create_index("ix_shop_order_open", "shop_order", ["customer_id"], postgresql_where=sa.text("state = 'open'"))


def downgrade():
    op.drop_table("shop_order")
    op.drop_table("customer")
    op.execute("DROP TYPE order_state")
