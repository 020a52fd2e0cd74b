"""Clients."""

import sqlalchemy as sa
from alembic import op

revision = "5b1e7a20c4d9"
down_revision = None


def upgrade():
    op.create_table("clients", sa.Column("id", sa.Integer(), primary_key=True))
