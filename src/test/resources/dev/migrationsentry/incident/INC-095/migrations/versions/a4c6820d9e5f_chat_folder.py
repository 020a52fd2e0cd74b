import sqlalchemy as sa
from alembic import op

revision = "a4c6820d9e5f"
down_revision = "37d9f1e0b2c8"


def upgrade():
    op.add_column("chats", sa.Column("folder", sa.Text()))
