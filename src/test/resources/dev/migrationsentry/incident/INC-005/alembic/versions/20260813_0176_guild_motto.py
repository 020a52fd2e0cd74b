import sqlalchemy as sa
from alembic import op

revision = "20260813_0176"
down_revision = "20260811_0174"


def upgrade():
    op.add_column("guilds", sa.Column("motto", sa.Text()))
