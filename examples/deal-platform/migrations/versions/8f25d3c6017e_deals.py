"""Deals

Revision ID: 8f25d3c6017e
Revises: 4c1e7a90b2d8
Create Date: 2025-09-04 15:40:22.918405
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "8f25d3c6017e"
down_revision = "4c1e7a90b2d8"
branch_labels = None
depends_on = None


STAGES = ("sourcing", "diligence", "closing", "won", "lost")


def upgrade():
    op.create_table(
        "deals",
        sa.Column("id", postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column("organization_id", postgresql.UUID(as_uuid=True), nullable=False),
        sa.Column("title", sa.String(length=240), nullable=False),
        sa.Column("stage", sa.Enum(*STAGES, name="deal_stage"), server_default="sourcing", nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2)),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"]),
        sa.CheckConstraint("amount >= 0", name="deals_amount_not_negative"),
    )
    op.create_index("ix_deals_organization_stage", "deals", ["organization_id", "stage"])


def downgrade():
    op.drop_table("deals")
    op.execute("DROP TYPE deal_stage")
