import sqlalchemy as sa
from alembic import op

revision = "d913f7e0426c"
down_revision = "0a4e6cd8b175"


def upgrade():
    op.add_column("biosample", sa.Column("depth", sa.Float()))
