import sqlalchemy as sa
from alembic import op

revision = "024"
down_revision = None


def upgrade():
    op.create_table(
        "rooms",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
