"""Progress of an export

Revision ID: a16d84c3f0b7
Revises: 7c5be10d93a2
Create Date: 2025-10-14 16:47:05.702833
"""
from alembic import op
import sqlalchemy as sa

revision = "a16d84c3f0b7"
down_revision = "7c5be10d93a2"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("valuation_exports") as batch_op:
        batch_op.add_column(sa.Column("task_id", sa.String(length=64)))
        batch_op.add_column(
            sa.Column("status", sa.String(length=20), server_default="queued", nullable=False)
        )
        batch_op.create_index("ix_valuation_exports_task_id", ["task_id"], unique=True)
    op.execute("UPDATE valuation_exports SET status = 'queued' WHERE status IS NULL")


def downgrade():
    with op.batch_alter_table("valuation_exports") as batch_op:
        batch_op.drop_index("ix_valuation_exports_task_id")
        batch_op.drop_column("status")
        batch_op.drop_column("task_id")
