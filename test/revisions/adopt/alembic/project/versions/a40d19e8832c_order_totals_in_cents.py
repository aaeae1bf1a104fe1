"""order totals in cents

Revision ID: a40d19e8832c
Revises: e7720fbb5a18
Create Date: 2024-05-01 09:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a40d19e8832c"
down_revision = "e7720fbb5a18"
branch_labels = None
depends_on = None


def upgrade():
    bind = op.get_bind()
    if "cents" in [column["name"] for column in sa.inspect(bind).get_columns("shop_order")]:
        return
    op.add_column("shop_order", sa.Column("cents", sa.BigInteger()))
    for row in bind.execute(sa.text("SELECT id, total FROM shop_order")):
        bind.execute(sa.text("UPDATE shop_order SET cents = :cents WHERE id = :id"), {"cents": int(row.total * 100), "id": row.id})
    bind.execute(sa.text("UPDATE shop_order SET cents = 0, note = :note WHERE cents IS NULL"), {"note": "it's 0%"})
    op.alter_column("shop_order", "cents", nullable=False)
    op.drop_column("shop_order", "total")


def downgrade():
    op.add_column("shop_order", sa.Column("total", sa.Numeric(12, 2)))
    rows = op.get_bind().execute(sa.text("SELECT id, cents FROM shop_order")).fetchall()
    for row in rows:
        op.get_bind().execute(sa.text("UPDATE shop_order SET total = :total WHERE id = :id"), {"total": row.cents / 100, "id": row.id})
    op.alter_column("shop_order", "total", nullable=False)
    op.drop_column("shop_order", "cents")
