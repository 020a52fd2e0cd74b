import sqlalchemy as sa
from alembic import op

revision = "c5d2718e03fb"
down_revision = "3be1c07d52af"


def upgrade():
    op.add_column("agents", sa.Column("load", sa.Integer()))
