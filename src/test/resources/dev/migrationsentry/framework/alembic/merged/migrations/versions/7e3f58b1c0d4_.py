"""reports next

Revision ID: 7e3f58b1c0d4
"""
import sqlalchemy as sa
from alembic import op

revision = "7e3f58b1c0d4"
down_revision = "d1a70c4e8b35"
depends_on = ("48d9e1f0b6c2",)


def upgrade():
    pass
