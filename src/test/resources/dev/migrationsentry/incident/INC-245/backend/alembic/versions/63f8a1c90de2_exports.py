import sqlalchemy as sa
from alembic import op

revision = "63f8a1c90de2"
down_revision = None


def table_exists(name):
    found = op.get_bind().exec_driver_sql(
        "SELECT to_regclass(:table_name)", {"table_name": f"public.{name}"}
    )
    return found.scalar() is not None


def upgrade():
    if not table_exists("exports"):
        op.create_table("exports", sa.Column("id", sa.BigInteger(), primary_key=True))
