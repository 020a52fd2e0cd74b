"""Names that need quotes, and long ones"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "names"
down_revision = None


def upgrade():
    op.create_table(
        "user",
        sa.Column("order", sa.Integer(), primary_key=True),
        sa.Column("camelCase", sa.Integer()),
        sa.Column("with space", sa.Integer()),
        sa.Column("1st", sa.Integer()),
        sa.Column("da-sh", sa.Integer()),
        sa.Column('quo"te', sa.Integer()),
        sa.Column("dollar$", sa.Integer()),
        sa.Column("$first", sa.Integer()),
        sa.Column("_under", sa.Integer()),
        sa.Column("größe", sa.Integer()),
        sa.Column("SELECT", sa.Integer()),
        sa.Column("type", sa.Integer()),
        sa.Column("value", sa.Integer()),
        sa.Column("lateral", sa.Integer()),
        sa.Column("tablesample", sa.Integer()),
        sa.Column("collation", sa.Integer()),
        sa.Column("verbose", sa.Integer()),
        sa.Column("forced", sa.Integer(), quote=True),
        sa.Column(sa.sql.quoted_name("UPPER", False), sa.Integer()),
        sa.Column(sa.sql.quoted_name("lower", True), sa.Integer()),
        schema="Group",
    )
    op.create_index(op.f("ix_" + "very_long_" * 7), "user", ["order"])
    op.create_unique_constraint(op.f("uq_" + "a_long_name_" * 6), "user", ["order"])
    op.create_index(None, "a_table_with_a_name_that_is_rather_long_indeed", ["a_column_with_a_long_name"])
    op.add_column("a_table_with_a_name_that_is_rather_long_indeed", sa.Column("a_column_with_a_long_name", sa.Text(), index=True))
    op.drop_constraint(op.f("uq_" + "a_long_name_" * 6), "user")
    op.create_foreign_key("fk_user", "user", "Group", ["order"], ["camelCase"], source_schema="Group", referent_schema="group")
    op.add_column("user", sa.Column("table", sa.Integer(), sa.ForeignKey("Group.User.order")), schema="Group")
    op.rename_table("user", "User", schema="Group")
    op.alter_column("user", "order", new_column_name="Order")
    op.execute("alter table \"user\" add x int")
