import sqlalchemy as sa
from alembic import op

revision = "71e2b4c89a05"
down_revision = None


def upgrade():
    op.create_table(
        "readers",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("nick", sa.Text()),
    )
