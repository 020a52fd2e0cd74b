"""left one

Revision ID: 5be2d9037a41
"""
import sqlalchemy as sa
from alembic import op

revision = "5be2d9037a41"
down_revision = "0a1f6c8e42d7"


def upgrade():
    pass
