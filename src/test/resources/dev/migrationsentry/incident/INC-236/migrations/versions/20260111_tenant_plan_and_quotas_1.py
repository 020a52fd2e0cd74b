import sqlalchemy as sa
from alembic import op

revision = "20260111_tenant_plan_and_quotas_1"
down_revision = "20260105_tenants"


def upgrade():
    op.add_column("tenants", sa.Column("plan", sa.Text()))
