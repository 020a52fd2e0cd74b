import sqlalchemy as sa
from alembic import op

revision = "d84a05e9c7b1"
down_revision = None


def upgrade():
    op.create_table(
        "documents",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
