"""contact email

Revision ID: 17b60e4fd52a
"""
import sqlalchemy as sa
from alembic import op

revision = "17b60e4fd52a"
down_revision = "e93d06f7a18c"


def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
