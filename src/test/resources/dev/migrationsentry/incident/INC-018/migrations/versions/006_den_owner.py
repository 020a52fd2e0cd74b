import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"


def upgrade():
    op.add_column("dens", sa.Column("owner", sa.Text()))
