import sqlalchemy as sa
from alembic import op

revision = "e81f3a9c06d4"
down_revision = None


def upgrade():
    op.create_table(
        "api_keys",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
