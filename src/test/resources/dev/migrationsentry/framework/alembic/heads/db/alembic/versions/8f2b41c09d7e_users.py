"""users

Revision ID: 8f2b41c09d7e
"""
import sqlalchemy as sa
from alembic import op

revision = "8f2b41c09d7e"
down_revision = None


def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))
