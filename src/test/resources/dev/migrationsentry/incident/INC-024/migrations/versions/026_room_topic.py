import sqlalchemy as sa
from alembic import op

revision = "026"
down_revision = "025"


def upgrade():
    op.add_column("rooms", sa.Column("topic", sa.Text()))
