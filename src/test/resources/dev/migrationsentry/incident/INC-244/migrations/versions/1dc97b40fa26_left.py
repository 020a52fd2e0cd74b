import sqlalchemy as sa
from alembic import op

revision = "1dc97b40fa26"
down_revision = "8a3f60c5e1d9"


def upgrade():
    op.create_table(
        "invoices",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("total", sa.Integer()),
    )
