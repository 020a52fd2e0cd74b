"""Valuations and their exports

Revision ID: 7c5be10d93a2
Revises: e4720fb6cd1a
Create Date: 2025-10-06 10:12:58.133709
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "7c5be10d93a2"
down_revision = "e4720fb6cd1a"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "valuations",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("deal_id", postgresql.UUID(as_uuid=True), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Numeric(18, 2), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], ondelete="CASCADE"),
    )
    op.create_table(
        "valuation_exports",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("valuation_id", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["valuation_id"], ["valuations.id"]),
    )


def downgrade():
    op.drop_table("valuation_exports")
    op.drop_table("valuations")
