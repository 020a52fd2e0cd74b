import sqlalchemy as sa
from alembic import op

revision = "0009_robot_owners_and_public_dock_plans_b"
down_revision = "0008_robots"


def upgrade():
    op.add_column("robots", sa.Column("owner", sa.Text()))
