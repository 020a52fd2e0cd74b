import sqlalchemy as sa
from alembic import op

revision = "055"
down_revision = "054"


def upgrade():
    op.add_column("accounts", sa.Column("currency", sa.String(3)))
