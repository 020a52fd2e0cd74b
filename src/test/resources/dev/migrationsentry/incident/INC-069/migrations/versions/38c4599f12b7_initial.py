import sqlalchemy as sa
from alembic import op

revision = "38c4599f12b7"
down_revision = None


def upgrade():
    op.create_index("ix_users_username", "users", ["username"], unique=True)
    op.create_index("ix_roles_default", "roles", ["default"], unique=False)
