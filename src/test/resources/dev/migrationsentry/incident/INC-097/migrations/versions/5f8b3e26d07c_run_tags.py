import sqlalchemy as sa
from alembic import op

revision = "5f8b3e26d07c"
down_revision = "c01e7d5b94a6"


def upgrade():
    op.create_table(
        "run_tags",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("tag", sa.Text()),
    )
