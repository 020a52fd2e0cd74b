"""merge all

Revision ID: f05d3b7c9a16
"""
import sqlalchemy as sa
from alembic import op

revision = "f05d3b7c9a16"
down_revision = ("93c07f5a1be8", "b7f4290d6ea3", "2ce8a0519f7b")


def upgrade():
    pass
