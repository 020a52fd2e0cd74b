"""start

Revision ID: 0a1f6c8e42d7
"""
import sqlalchemy as sa
from alembic import op

revision = "0a1f6c8e42d7"
down_revision = None


def upgrade():
    pass
