import sqlalchemy as sa
from alembic import op

revision = "f07c2e91b6d4"
down_revision = "91e0d3c75ab8"


def upgrade():
    op.create_table(
        "event_reminders",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
    )
