import sqlalchemy as sa
from alembic import op

revision = "b7e90d2c418a"
down_revision = "a1b2c3d4e5f7"


def upgrade():
    op.create_table(
        "recordings",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
