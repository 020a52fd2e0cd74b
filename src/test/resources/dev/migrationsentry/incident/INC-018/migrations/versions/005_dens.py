import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = None


def upgrade():
    op.create_table(
        "dens",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
