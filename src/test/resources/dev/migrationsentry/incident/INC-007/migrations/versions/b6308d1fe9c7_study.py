import sqlalchemy as sa
from alembic import op

revision = "b6308d1fe9c7"
down_revision = "0a4e6cd8b175"


def upgrade():
    op.create_table(
        "study",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
