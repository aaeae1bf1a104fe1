"""renames and types

Revision ID: f0c2b7a95d63
Revises: a40d19e8832c
Create Date: 2024-06-11 16:20:00

"""
import sqlalchemy as sa
from alembic import op

revision = "f0c2b7a95d63"
down_revision = "a40d19e8832c"
branch_labels = None
depends_on = ("2f9b6c4407de",)


def upgrade():
    op.alter_column("customer", "email", type_=sa.Text(), existing_nullable=False)
    op.alter_column("shop_order", "note", new_column_name="remark")
    op.create_unique_constraint("uq_invoice_number", "invoice", ["number"])
    op.create_check_constraint("ck_order_cents", "shop_order", "cents >= 0")
    op.execute("ALTER TYPE place_kind RENAME VALUE 'pallet' TO 'skid'")


def downgrade():
    op.execute("ALTER TYPE place_kind RENAME VALUE 'skid' TO 'pallet'")
    op.drop_constraint("ck_order_cents", "shop_order", type_="check")
    op.drop_constraint("uq_invoice_number", "invoice", type_="unique")
    op.alter_column("shop_order", "remark", new_column_name="note")
    op.alter_column("customer", "email", type_=sa.String(200), existing_nullable=False)
