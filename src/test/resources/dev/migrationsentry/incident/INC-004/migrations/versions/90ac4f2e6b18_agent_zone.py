import sqlalchemy as sa
from alembic import op

revision = "90ac4f2e6b18"
down_revision = "3be1c07d52af"


def upgrade():
    op.add_column("agents", sa.Column("zone", sa.Text()))
