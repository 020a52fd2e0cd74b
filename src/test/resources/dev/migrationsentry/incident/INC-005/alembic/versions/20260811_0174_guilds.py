import sqlalchemy as sa
from alembic import op

revision = "20260811_0174"
down_revision = None


def upgrade():
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
