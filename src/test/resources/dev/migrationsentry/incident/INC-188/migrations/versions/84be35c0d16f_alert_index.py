import sqlalchemy as sa
from alembic import op

revision = "84be35c0d16f"
down_revision = "1f07e2d9b4ca"


def upgrade():
    try:
        op.drop_index("idx_alert_tenant", table_name="alert")
    except Exception as error:
        print(f"no such index: {error}")
    op.create_index("idx_alert_fingerprint", "alert", ["fingerprint"])
