"""Constraints"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "constraints"
down_revision = None


def upgrade():
    op.create_foreign_key("fk_a", "orders", "people", ["person_id"], ["id"])
    op.create_foreign_key(None, "orders", "people", ["person_id"], ["id"])
    op.create_foreign_key(
        "fk_b",
        "orders",
        "people",
        ["a", "b"],
        ["c", "d"],
        onupdate="CASCADE",
        ondelete="RESTRICT",
        deferrable=True,
        initially="DEFERRED",
        match="FULL",
        source_schema="shop",
        referent_schema="crm",
    )
    op.create_foreign_key("fk_c", "orders", "people", ["a"], ["b"], postgresql_not_valid=True)
    op.create_foreign_key("fk_d", "orders", "orders", ["parent_id"], ["id"], ondelete="set null", use_alter=True)
    op.create_foreign_key(
        constraint_name="fk_e", source_table="orders", referent_table="people", local_cols=["x"], remote_cols=["y"]
    )
    op.create_unique_constraint("uq_a", "people", ["email"])
    op.create_unique_constraint(None, "people", ["a", "b"], schema="shop")
    op.create_unique_constraint("uq_b", "people", ["a"], deferrable=True, initially="IMMEDIATE")
    op.create_primary_key("pk_people", "people", ["id"])
    op.create_primary_key(None, "people", ["id", "Order"], schema="shop")
    op.create_check_constraint("ck_a", "people", "age > 0")
    op.create_check_constraint("ck_b", "people", sa.text("age > 0 AND name <> ''"))
    op.create_check_constraint("ck_c", "people", sa.func.length(sa.column("name")) > 5)
    op.create_check_constraint("ck_d", "people", sa.column("kind").in_(["a", "b"]), schema="shop")
    op.create_check_constraint(
        "ck_e", "people", sa.or_(sa.column("a").is_(None), sa.column("b") >= 3, sa.and_(sa.column("c") == 1, sa.column("d") == "x"))
    )
    op.create_check_constraint("ck_f", "people", "age > 0", postgresql_not_valid=True)
    op.create_exclude_constraint("ex_a", "bookings", ("during", "&&"), ("room", "="), using="gist", where="room > 1")
    op.create_exclude_constraint("ex_b", "bookings", (sa.column("order"), "="), schema="shop", deferrable=True)
    op.drop_constraint("fk_a", "orders", type_="foreignkey")
    op.drop_constraint("uq_a", "people", type_="unique", schema="shop")
    op.drop_constraint("ck_a", "people")
    op.drop_constraint("pk_people", "people", "primary")
    op.drop_constraint(op.f("people_email_key"), "people", type_="unique")
    op.drop_constraint("Odd Name", "people", type_="check")
