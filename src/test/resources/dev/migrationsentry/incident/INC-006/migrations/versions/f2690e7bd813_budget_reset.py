import sqlalchemy as sa
from alembic import op

revision = "f2690e7bd813"
down_revision = "17b4d05ce2f9"


def upgrade():
    op.add_column("api_keys", sa.Column("reset_at", sa.DateTime(timezone=True)))
