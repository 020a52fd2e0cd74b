"""second

Revision ID: d84a7ce05b12
"""
import sqlalchemy as sa
from alembic import op

revision = "d84a7ce05b12"
down_revision = "6b0f19e4c7d3"


def upgrade():
    pass
