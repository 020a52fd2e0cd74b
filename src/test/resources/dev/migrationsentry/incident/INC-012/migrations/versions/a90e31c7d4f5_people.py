import sqlalchemy as sa
from alembic import op

revision = "a90e31c7d4f5"
down_revision = None


def upgrade():
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.Text()),
    )
