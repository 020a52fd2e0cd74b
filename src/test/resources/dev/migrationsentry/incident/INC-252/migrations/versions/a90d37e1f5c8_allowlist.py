import sqlalchemy as sa
from alembic import op

revision = "a90d37e1f5c8"
down_revision = None


def upgrade():
    op.create_table(
        "allowlist",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("email", sa.Text()),
    )
