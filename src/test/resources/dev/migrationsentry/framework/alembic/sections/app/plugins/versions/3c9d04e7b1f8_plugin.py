"""plugin

Revision ID: 3c9d04e7b1f8
"""
import sqlalchemy as sa
from alembic import op

revision = "3c9d04e7b1f8"
down_revision = "a86e21d5f907"


def upgrade():
    pass
