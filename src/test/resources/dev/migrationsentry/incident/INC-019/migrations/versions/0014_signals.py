import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = None


def upgrade():
    op.create_table(
        "signals",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
