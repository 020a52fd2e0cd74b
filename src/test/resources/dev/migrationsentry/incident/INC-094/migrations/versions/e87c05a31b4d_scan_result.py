import sqlalchemy as sa
from alembic import op

revision = "e87c05a31b4d"
down_revision = "6b20e9d4c7f1"


def upgrade():
    op.add_column("scans", sa.Column("result", sa.Text()))
