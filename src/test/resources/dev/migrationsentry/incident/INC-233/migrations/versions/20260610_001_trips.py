import sqlalchemy as sa
from alembic import op

revision = "20260610_001_trips"
down_revision = None


def upgrade():
    op.create_table(
        "trips",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
