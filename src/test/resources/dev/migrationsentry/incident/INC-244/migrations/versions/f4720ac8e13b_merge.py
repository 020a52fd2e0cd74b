import sqlalchemy as sa
from alembic import op

revision = "f4720ac8e13b"
down_revision = ("1dc97b40fa26", "b6e05d829c73")


def upgrade():
    pass
