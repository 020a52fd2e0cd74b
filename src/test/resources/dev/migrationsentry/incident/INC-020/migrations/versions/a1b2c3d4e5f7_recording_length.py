import sqlalchemy as sa
from alembic import op

revision = "a1b2c3d4e5f7"
down_revision = "b7e90d2c418a"


def upgrade():
    op.add_column("recordings", sa.Column("seconds", sa.Integer()))
