"""Totals."""

import sqlalchemy as sa
from alembic import op

revision = "e48a16b7d035"
down_revision = "c07d93e1f6a2"


def upgrade():
    op.add_column("orders", sa.Column("total", sa.Numeric(10, 2)))
