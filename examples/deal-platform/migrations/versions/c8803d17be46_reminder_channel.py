"""Channel of a reminder

Revision ID: c8803d17be46
Revises: 39fe2b70a8d5
Create Date: 2025-10-28 09:58:12.047361
"""
from alembic import op
import sqlalchemy as sa

revision = "c8803d17be46"
down_revision = "39fe2b70a8d5"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "event_reminders",
        sa.Column("channel", sa.String(length=20), server_default="email", nullable=False),
    )


def downgrade():
    op.drop_column("event_reminders", "channel")
