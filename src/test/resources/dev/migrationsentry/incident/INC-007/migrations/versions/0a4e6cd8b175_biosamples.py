import sqlalchemy as sa
from alembic import op

revision = "0a4e6cd8b175"
down_revision = None


def upgrade():
    op.create_table(
        "biosample",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
