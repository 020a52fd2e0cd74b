"""Document versions

Some environments have the table already: support created it by hand.

Revision ID: d07f6e21b859
Revises: 2ab90c714fe3
Create Date: 2025-09-18 17:26:44.071926
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "d07f6e21b859"
down_revision = "2ab90c714fe3"
branch_labels = None
depends_on = None


def _has_table(name):
    return name in sa.inspect(op.get_bind()).get_table_names()


def upgrade():
    if _has_table("document_versions"):
        return
    op.create_table(
        "document_versions",
        sa.Column("document_id", postgresql.UUID(as_uuid=True), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "number"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], ondelete="CASCADE"),
    )


def downgrade():
    op.drop_table("document_versions")
