import sqlalchemy as sa
from alembic import op

revision = "20260118_tenant_quota_history_table"
down_revision = "20260111_tenant_plan_and_quotas_1"


def upgrade():
    op.create_table(
        "tenant_quota_history",
        sa.Column("id", sa.BigInteger(), primary_key=True),
    )
