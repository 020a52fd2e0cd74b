import sqlalchemy as sa
from alembic import op

revision = "5d0c82a91e37"
down_revision = None


def upgrade():
    op.create_table(
        "hosts",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.Text()),
    )
