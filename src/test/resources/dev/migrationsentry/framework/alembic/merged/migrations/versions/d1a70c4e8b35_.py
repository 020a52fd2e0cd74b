"""reports start

Revision ID: d1a70c4e8b35
"""
import sqlalchemy as sa
from alembic import op

revision = "d1a70c4e8b35"
down_revision = None
branch_labels = ("reports",)


def upgrade():
    pass
