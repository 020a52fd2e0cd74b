"""right one

Revision ID: 6d10b8e4c2f9
"""
import sqlalchemy as sa
from alembic import op

revision = "6d10b8e4c2f9"
down_revision = "0a1f6c8e42d7"


def upgrade():
    pass
