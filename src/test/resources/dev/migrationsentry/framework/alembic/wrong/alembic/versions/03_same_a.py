"""first of two

Revision ID: e4b6190f7d2c
"""
import sqlalchemy as sa
from alembic import op

revision = "e4b6190f7d2c"
down_revision = "5a7cc0e1b394"


def upgrade():
    pass
