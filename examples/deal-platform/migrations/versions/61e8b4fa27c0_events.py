"""Events of the calendar

Revision ID: 61e8b4fa27c0
Revises: 8f25d3c6017e
Create Date: 2025-09-16 11:55:03.640218
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "61e8b4fa27c0"
down_revision = "8f25d3c6017e"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "events",
        sa.Column("id", postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column("deal_id", postgresql.UUID(as_uuid=True), sa.ForeignKey("deals.id"), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_events_deal_id", "events", ["deal_id"])


def downgrade():
    op.drop_table("events")
