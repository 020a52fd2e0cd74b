"""Reminders of events

Revision ID: 39fe2b70a8d5
Revises: a16d84c3f0b7
Create Date: 2025-10-21 12:20:41.365592
"""
from alembic import op
import sqlalchemy as sa

revision = "39fe2b70a8d5"
down_revision = "a16d84c3f0b7"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "event_reminders",
        sa.Column("id", sa.String(length=36), primary_key=True),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
    )
    op.create_index("ix_event_reminders_remind_at", "event_reminders", ["remind_at"])


def downgrade():
    op.drop_table("event_reminders")
