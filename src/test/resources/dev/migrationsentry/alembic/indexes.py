"""Indexes"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "indexes"
down_revision = None


def upgrade():
    op.create_index("ix_a", "people", ["a"])
    op.create_index("ix_ab", "people", ["a", "b"], unique=True)
    op.create_index(op.f("ix_people_c"), "people", ["c"], unique=False)
    op.create_index("ix_lower", "people", [sa.text("lower(name)")])
    op.create_index("ix_func", "people", [sa.func.lower(sa.column("name"))])
    op.create_index("ix_desc", "people", ["a", sa.text("b DESC NULLS LAST")])
    op.create_index("ix_where", "people", ["a"], postgresql_where=sa.text("deleted_at IS NULL"))
    op.create_index("ix_where_expression", "people", ["a"], unique=True, postgresql_where=sa.column("deleted").is_(False))
    op.create_index("ix_gin", "people", ["tags"], postgresql_using="gin")
    op.create_index("ix_gin_ops", "people", ["name"], postgresql_using="GIN", postgresql_ops={"name": "gin_trgm_ops"})
    op.create_index("ix_include", "people", ["a"], postgresql_include=["b", "Order"])
    op.create_index("ix_concurrent", "people", ["a"], postgresql_concurrently=True)
    op.create_index("ix_with", "people", ["a"], postgresql_with={"fillfactor": 50})
    op.create_index("ix_space", "people", ["a"], postgresql_tablespace="fast")
    op.create_index("ix_schema", "people", ["a", "Order", "user"], schema="shop")
    op.create_index(None, "people", ["a"])
    op.create_index(None, "people", ["a", "b"], schema="shop")
    op.create_index("ix_sum", "people", [sa.column("a") + sa.column("b")])
    op.create_index("ix_cast", "people", [sa.cast(sa.column("a"), sa.Text())])
    op.create_index("ix_sqlite", "people", ["a"], sqlite_where=sa.text("a > 1"), mysql_length=20)
    op.create_index("ix_sorted", "people", [sa.column("a").desc(), sa.desc("b") if False else sa.column("b").asc()])
    op.drop_index("ix_a", table_name="people")
    op.drop_index("ix_a")
    op.drop_index(op.f("ix_people_c"), table_name="people")
    op.drop_index("ix_schema", table_name="people", schema="shop")
    op.drop_index("ix_concurrent", table_name="people", postgresql_concurrently=True)
    op.drop_index("ix_gin", table_name="people", postgresql_using="gin")
    op.drop_index("Mixed Case", "people", schema="Odd")
