import sqlalchemy as sa
from alembic import op

revision = "1f07e2d9b4ca"
down_revision = None


def upgrade():
    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("fingerprint", sa.Text()),
    )
