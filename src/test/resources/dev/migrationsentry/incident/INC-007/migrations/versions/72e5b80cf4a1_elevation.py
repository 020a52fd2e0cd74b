import sqlalchemy as sa
from alembic import op

revision = "72e5b80cf4a1"
down_revision = "d913f7e0426c"


def upgrade():
    op.add_column("biosample", sa.Column("elevation", sa.Float()))
