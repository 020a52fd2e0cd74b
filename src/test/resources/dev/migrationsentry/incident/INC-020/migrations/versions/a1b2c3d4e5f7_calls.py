import sqlalchemy as sa
from alembic import op

revision = "a1b2c3d4e5f7"
down_revision = None


def upgrade():
    op.create_table(
        "calls",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
