"""after <all> & "more"

Revision ID: 48d9e1f0b6c2
"""
import sqlalchemy as sa
from alembic import op

revision = "48d9e1f0b6c2"
down_revision = "f05d3b7c9a16"


def upgrade():
    pass
