import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "91e0d3c75ab8"
down_revision = None


def upgrade():
    op.create_table(
        "events",
        sa.Column("id", postgresql.UUID(as_uuid=True), primary_key=True),
        sa.Column("title", sa.Text()),
    )
