import sqlalchemy as sa
from alembic import op

revision = "52d6f0a9c3e1"
down_revision = None


def upgrade():
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("state", sa.Text()),
    )
