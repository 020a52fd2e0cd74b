import sqlalchemy as sa
from alembic import op

revision = "0008_robots"
down_revision = None


def upgrade():
    op.create_table(
        "robots",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
