import sqlalchemy as sa
from alembic import op

revision = "b81f6e30c4a2"
down_revision = "5d0c82a91e37"


def upgrade():
    op.add_column("hosts", sa.Column("label", sa.Text()))
