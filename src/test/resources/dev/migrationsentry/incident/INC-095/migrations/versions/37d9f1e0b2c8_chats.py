import sqlalchemy as sa
from alembic import op

revision = "37d9f1e0b2c8"
down_revision = None


def upgrade():
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("topic", sa.Text()),
    )
