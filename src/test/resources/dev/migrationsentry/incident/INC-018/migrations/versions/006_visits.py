import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"


def upgrade():
    op.create_table(
        "visits",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
