"""notes have text

Revision ID: b80e44d5c913
Revises: 6d1f0c2ab7e5
Create Date: 2023-10-11 09:30:00

"""
import sqlalchemy as sa
from alembic import op

revision = "b80e44d5c913"
down_revision = "6d1f0c2ab7e5"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.alter_column("text", existing_type=sa.VARCHAR(length=200), nullable=False)
    op.execute("UPDATE note SET text = replace(text, '50%', 'half') WHERE text LIKE '50%'")


def downgrade():
    missing = op.get_bind().execute(sa.text("SELECT count(*) FROM note")).scalar()
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_column("text" if missing else "no_such_column")
