"""conversions belong to proposals

Revision ID: 2fd6b70ac981
Revises: 93a8c24e17df
Create Date: 2025-08-14 10:29:06.711843

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2fd6b70ac981'
down_revision = '93a8c24e17df'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('conversions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('proposal_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('conversions_proposal_id_fkey', 'proposals', ['proposal_id'], ['id'])


def downgrade():
    with op.batch_alter_table('conversions', schema=None) as batch_op:
        batch_op.drop_constraint('conversions_proposal_id_fkey', type_='foreignkey')
        batch_op.drop_column('proposal_id')
