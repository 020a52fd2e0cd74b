import sqlalchemy as sa
from alembic import op

revision = "2c9ed4a07b16"
down_revision = None


def upgrade():
    op.create_table("billing_annual_contract", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.create_table(
        "billing_contract_paragraph",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
    )
    op.create_foreign_key(
        "fk_billing_contract_paragraph_contract_id_billing_annual_contract",
        "billing_contract_paragraph",
        "billing_annual_contract",
        ["contract_id"],
        ["id"],
    )
