"""Orders, on a line of their own that needs the clients."""

import sqlalchemy as sa
from alembic import op

revision = "c07d93e1f6a2"
down_revision = None
depends_on = "5b1e7a20c4d9"
branch_labels = ("orders",)


def upgrade():
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("client_id", sa.Integer(), sa.ForeignKey("clients.id")),
    )
