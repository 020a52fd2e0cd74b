"""contact

Revision ID: e93d06f7a18c
"""
import sqlalchemy as sa
from alembic import op

revision = "e93d06f7a18c"
down_revision = "8f2b41c09d7e"


def upgrade():
    op.create_table("contacts", sa.Column("id", sa.Integer(), primary_key=True))
