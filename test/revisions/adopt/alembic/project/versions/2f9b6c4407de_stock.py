"""stock

Revision ID: 2f9b6c4407de
Revises:
Create Date: 2024-04-02 07:45:00

"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2f9b6c4407de"
down_revision = None
branch_labels = ("warehouse",)
depends_on = "5c1f0a9e2b47"

kind = postgresql.ENUM("shelf", "pallet", name="place_kind", create_type=False)


def upgrade():
    kind.create(op.get_bind(), checkfirst=False)
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", kind, nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'::text[]"), nullable=False),
        sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("shop_order.id")),
    )


def downgrade():
    op.drop_table("place")
    kind.drop(op.get_bind(), checkfirst=False)
