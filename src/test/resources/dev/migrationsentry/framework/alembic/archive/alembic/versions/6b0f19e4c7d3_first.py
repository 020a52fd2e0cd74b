"""first

Revision ID: 6b0f19e4c7d3
"""
import sqlalchemy as sa
from alembic import op

revision = "6b0f19e4c7d3"
down_revision = None


def upgrade():
    pass
