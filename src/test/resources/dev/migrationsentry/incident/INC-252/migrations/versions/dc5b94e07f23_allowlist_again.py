import sqlalchemy as sa
from alembic import op

revision = "dc5b94e07f23"
down_revision = "a90d37e1f5c8"


def upgrade():
    op.create_table(
        "allowlist",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("email", sa.Text()),
        sa.Column("note", sa.Text()),
    )
