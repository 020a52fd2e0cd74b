import sqlalchemy as sa
from alembic import op

revision = "b6e05d829c73"
down_revision = "8a3f60c5e1d9"


def upgrade():
    op.create_table(
        "meetings",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("place", sa.Text()),
    )
