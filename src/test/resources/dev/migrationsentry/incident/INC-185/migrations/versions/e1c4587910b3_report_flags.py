import sqlalchemy as sa
from alembic import op

revision = "e1c4587910b3"
down_revision = "52d6f0a9c3e1"


def upgrade():
    try:
        op.drop_column("reports", "reviewed")
    except Exception:
        pass
    op.add_column("reports", sa.Column("flags", sa.Integer()))
