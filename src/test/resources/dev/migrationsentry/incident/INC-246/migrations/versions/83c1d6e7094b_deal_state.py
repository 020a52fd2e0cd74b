import sqlalchemy as sa
from alembic import op

revision = "83c1d6e7094b"
down_revision = "f05a7c4d1b92"


def upgrade():
    op.add_column("deals", sa.Column("state", sa.Text()))
