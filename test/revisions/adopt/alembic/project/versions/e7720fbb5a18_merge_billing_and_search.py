"""merge billing and search

Revision ID: e7720fbb5a18
Revises: 91aa04d7f3e2, c3e85b10d6f4
Create Date: 2024-03-20 12:00:00

"""
revision = "e7720fbb5a18"
down_revision = ("91aa04d7f3e2", "c3e85b10d6f4")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
