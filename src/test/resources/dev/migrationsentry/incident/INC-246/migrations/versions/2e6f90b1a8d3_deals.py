import sqlalchemy as sa
from alembic import op

revision = "2e6f90b1a8d3"
down_revision = None


def upgrade():
    op.create_table(
        "deals",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("title", sa.Text()),
    )
