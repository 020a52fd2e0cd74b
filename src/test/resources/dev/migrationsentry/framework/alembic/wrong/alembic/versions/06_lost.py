"""lost

Revision ID: b2d97e5c41f0
"""
import sqlalchemy as sa
from alembic import op

revision = "b2d97e5c41f0"
down_revision = "c0ffee00aa11"


def upgrade():
    pass
