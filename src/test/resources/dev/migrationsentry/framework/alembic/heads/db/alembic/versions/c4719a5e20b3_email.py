"""email

Revision ID: c4719a5e20b3
"""
import sqlalchemy as sa
from alembic import op

revision = "c4719a5e20b3"
down_revision = "8f2b41c09d7e"


def upgrade():
    op.add_column("users", sa.Column("email", sa.String(200)))
