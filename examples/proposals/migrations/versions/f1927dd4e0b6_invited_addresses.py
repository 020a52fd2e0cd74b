"""invited addresses

Revision ID: f1927dd4e0b6
Revises: 6be40a318c57
Create Date: 2025-07-11 14:03:50.948102

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'f1927dd4e0b6'
down_revision = '6be40a318c57'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('allowlist',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('email', sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('email')
    )
    op.execute("""
        ALTER TABLE proposals ADD COLUMN IF NOT EXISTS visitor_session_id VARCHAR(64);
        ALTER TABLE users ADD COLUMN IF NOT EXISTS last_seen_at TIMESTAMP
    """)


def downgrade():
    op.drop_table('allowlist')
