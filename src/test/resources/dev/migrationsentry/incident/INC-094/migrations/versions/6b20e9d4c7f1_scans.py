import sqlalchemy as sa
from alembic import op

revision = "6b20e9d4c7f1"
down_revision = None


def upgrade():
    op.create_table(
        "scans",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("target", sa.Text()),
    )
