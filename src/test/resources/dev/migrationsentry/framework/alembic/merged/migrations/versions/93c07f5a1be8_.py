"""left two

Revision ID: 93c07f5a1be8
"""
import sqlalchemy as sa
from alembic import op

revision = "93c07f5a1be8"
down_revision = "5be2d9037a41"


def upgrade():
    pass
