import sqlalchemy as sa
from alembic import op

revision = "3be1c07d52af"
down_revision = None


def upgrade():
    op.create_table(
        "agents",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
