import sqlalchemy as sa
from alembic import op

revision = "5c83be21a07f"
down_revision = "17b4d05ce2f9"


def upgrade():
    op.add_column("api_keys", sa.Column("labels", sa.Text()))
