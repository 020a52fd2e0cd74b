"""right three

Revision ID: 2ce8a0519f7b
"""
import sqlalchemy as sa
from alembic import op

revision = "2ce8a0519f7b"
down_revision = "6d10b8e4c2f9"


def upgrade():
    pass
