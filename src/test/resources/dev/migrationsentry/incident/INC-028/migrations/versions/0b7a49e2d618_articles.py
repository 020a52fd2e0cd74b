import sqlalchemy as sa
from alembic import op

revision = "0b7a49e2d618"
down_revision = None


def upgrade():
    op.create_table(
        "articles",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("title", sa.Text()),
    )
