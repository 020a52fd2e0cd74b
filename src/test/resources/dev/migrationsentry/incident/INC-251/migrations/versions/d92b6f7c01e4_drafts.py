import sqlalchemy as sa
from alembic import op

revision = "d92b6f7c01e4"
down_revision = None


def upgrade():
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("body", sa.Text()),
    )
