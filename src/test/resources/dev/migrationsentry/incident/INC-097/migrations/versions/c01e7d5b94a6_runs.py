import sqlalchemy as sa
from alembic import op

revision = "c01e7d5b94a6"
down_revision = None


def upgrade():
    op.create_table(
        "runs",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.Text()),
    )
