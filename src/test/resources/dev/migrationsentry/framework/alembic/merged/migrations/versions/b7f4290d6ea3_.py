"""right two

Revision ID: b7f4290d6ea3
"""
import sqlalchemy as sa
from alembic import op

revision = "b7f4290d6ea3"
down_revision = "6d10b8e4c2f9"


def upgrade():
    pass
