import sqlalchemy as sa
from alembic import op

revision = "20260626_001_add_trip_segment_tables"
down_revision = "20260610_001_trips"


def upgrade():
    op.create_table(
        "trip_segments",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
