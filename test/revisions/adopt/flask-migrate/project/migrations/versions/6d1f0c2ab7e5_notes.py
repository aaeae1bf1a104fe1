"""notes

Revision ID: 6d1f0c2ab7e5
Revises:
Create Date: 2023-09-04 08:00:00.000001

"""
import sqlalchemy as sa
from alembic import op

revision = "6d1f0c2ab7e5"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("note")
