"""Time zone of an event

Revision ID: b93a5d08e6f1
Revises: 61e8b4fa27c0
Create Date: 2025-09-22 13:08:37.419550
"""
from alembic import op
import sqlalchemy as sa

revision = "b93a5d08e6f1"
down_revision = "61e8b4fa27c0"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "events", sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False)
    )
    for name in ("location", "notes"):
        op.add_column("events", sa.Column(name, sa.Text()))


def downgrade():
    for name in ("notes", "location", "time_zone"):
        op.drop_column("events", name)
