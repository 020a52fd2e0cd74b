"""core

Revision ID: 1f70c6ae93d5
"""
import sqlalchemy as sa
from alembic import op

revision = "1f70c6ae93d5"
down_revision = None


def upgrade():
    pass
