"""Merge documents and calendar

Revision ID: e4720fb6cd1a
Revises: d07f6e21b859, b93a5d08e6f1
Create Date: 2025-09-29 07:31:19.880264
"""
from alembic import op
import sqlalchemy as sa

revision = "e4720fb6cd1a"
down_revision = ("d07f6e21b859", "b93a5d08e6f1")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
