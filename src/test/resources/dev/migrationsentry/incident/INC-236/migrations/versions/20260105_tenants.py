import sqlalchemy as sa
from alembic import op

revision = "20260105_tenants"
down_revision = None


def upgrade():
    op.create_table(
        "tenants",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
