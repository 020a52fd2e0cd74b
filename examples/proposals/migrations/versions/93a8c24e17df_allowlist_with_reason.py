"""allowlist with a reason

Revision ID: 93a8c24e17df
Revises: f1927dd4e0b6
Create Date: 2025-07-30 16:17:28.305519

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '93a8c24e17df'
down_revision = 'f1927dd4e0b6'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('allowlist',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('email', sa.String(length=255), nullable=False),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('email')
    )


def downgrade():
    op.drop_table('allowlist')
