"""tenant

Revision ID: a86e21d5f907
"""
import sqlalchemy as sa
from alembic import op

revision = "a86e21d5f907"
down_revision = None


def upgrade():
    pass
