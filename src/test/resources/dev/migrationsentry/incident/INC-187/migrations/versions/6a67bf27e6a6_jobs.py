import sqlalchemy as sa
from alembic import op

revision = "6a67bf27e6a6"
down_revision = None


def upgrade():
    op.create_table(
        "job",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("handler", sa.Text()),
    )
