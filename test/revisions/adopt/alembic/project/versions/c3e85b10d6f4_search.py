"""search

Revision ID: c3e85b10d6f4
Revises: 0b7d3e61c9aa
Create Date: 2024-03-05 11:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "c3e85b10d6f4"
down_revision = "0b7d3e61c9aa"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("customer", sa.Column("name", sa.Text()))
    op.execute("UPDATE customer SET name = split_part(email, '@', 1)")
    op.alter_column("customer", "name", nullable=False)
    with op.get_context().autocommit_block():
        op.create_index("ix_customer_name", "customer", ["name"], postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_customer_name", table_name="customer", postgresql_concurrently=True)
    op.drop_column("customer", "name")
