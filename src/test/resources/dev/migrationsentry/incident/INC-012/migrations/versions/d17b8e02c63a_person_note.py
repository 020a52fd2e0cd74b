import sqlalchemy as sa
from alembic import op

revision = "d17b8e02c63a"
down_revision = "a90e31c7d4f5"


def upgrade():
    op.add_column("people", sa.Column("note", sa.Text()))
