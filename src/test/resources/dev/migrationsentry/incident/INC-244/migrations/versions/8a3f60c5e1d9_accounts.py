import sqlalchemy as sa
from alembic import op

revision = "8a3f60c5e1d9"
down_revision = None


def upgrade():
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("email", sa.Text()),
    )
