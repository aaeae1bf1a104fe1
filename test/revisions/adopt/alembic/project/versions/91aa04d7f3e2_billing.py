"""billing

Revision ID: 91aa04d7f3e2
Revises: 0b7d3e61c9aa
Create Date: 2024-03-03 08:30:00.5

"""
import sqlalchemy as sa
from alembic import op

revision = "91aa04d7f3e2"
down_revision = "0b7d3e61c9aa"
branch_labels = ("billing",)
depends_on = None


def upgrade():
    invoice = op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), primary_key=True),
        sa.Column("order_id", sa.BigInteger(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.CheckConstraint("number <> ''", name="ck_invoice_number"),
    )
    currency = op.create_table(
        "currency",
        sa.Column("code", sa.CHAR(3), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.bulk_insert(currency, [{"code": "EUR", "name": "Euro"}, {"code": "XTS", "name": "100% test's"}])
    op.execute(
        """
        CREATE FUNCTION invoice_number() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          -- @fills in what is missing
		NEW.number := coalesce(NEW.number, 'R-' || NEW.order_id);
          RETURN NEW;
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER invoice_number BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_number() -- and so on"
    )
    op.execute("COMMENT ON FUNCTION invoice_number() IS '100% of those that have none'")


def downgrade():
    op.drop_table("invoice")
    op.drop_table("currency")
    op.execute("DROP FUNCTION invoice_number()")
