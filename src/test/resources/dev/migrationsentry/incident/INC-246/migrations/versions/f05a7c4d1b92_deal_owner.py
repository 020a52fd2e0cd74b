import sqlalchemy as sa
from alembic import op

revision = "f05a7c4d1b92"
down_revision = "2e6f90b1a8d3"


def upgrade():
    op.add_column("deals", sa.Column("owner", sa.Text()))
