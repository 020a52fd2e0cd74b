"""itself

Revision ID: 7c13f8a0d6e9
"""
import sqlalchemy as sa
from alembic import op

revision = "7c13f8a0d6e9"
down_revision = "7c13f8a0d6e9"


def upgrade():
    pass
