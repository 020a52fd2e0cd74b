import sqlalchemy as sa
from alembic import op

revision = "025"
down_revision = "024"


def upgrade():
    op.add_column("rooms", sa.Column("archived_at", sa.DateTime(timezone=True)))
