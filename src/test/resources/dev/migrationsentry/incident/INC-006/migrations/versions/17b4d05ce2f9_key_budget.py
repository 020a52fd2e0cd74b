import sqlalchemy as sa
from alembic import op

revision = "17b4d05ce2f9"
down_revision = "e81f3a9c06d4"


def upgrade():
    op.add_column("api_keys", sa.Column("budget", sa.Numeric(10, 2)))
