"""visitor sessions

Revision ID: 6be40a318c57
Revises: 0d5c1f7e9a24
Create Date: 2025-06-20 08:41:33.172964

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '6be40a318c57'
down_revision = '0d5c1f7e9a24'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('visitor_session_id', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('expires_at', sa.DateTime(), nullable=True))
    op.create_index('ix_proposals_visitor_session_id', 'proposals', ['visitor_session_id'])


def downgrade():
    op.drop_index('ix_proposals_visitor_session_id', table_name='proposals')
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.drop_column('expires_at')
        batch_op.drop_column('visitor_session_id')
