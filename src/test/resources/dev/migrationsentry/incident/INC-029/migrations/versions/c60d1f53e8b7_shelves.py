import sqlalchemy as sa
from alembic import op

revision = "c60d1f53e8b7"
down_revision = "71e2b4c89a05"


def upgrade():
    op.create_table(
        "shelves",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("label", sa.Text()),
    )
