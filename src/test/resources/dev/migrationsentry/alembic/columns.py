"""Columns that come and go"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "columns"
down_revision = None


def upgrade():
    op.add_column("people", sa.Column("age", sa.Integer(), nullable=True))
    op.add_column("people", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.text("true")))
    op.add_column("people", sa.Column("code", sa.String(5), unique=True))
    op.add_column("people", sa.Column("word", sa.String(5), index=True))
    op.add_column("people", sa.Column("both", sa.String(5), index=True, unique=True))
    op.add_column("people", sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id")))
    op.add_column(
        "people",
        sa.Column("boss_id", sa.Integer(), sa.ForeignKey("people.id", name="fk_boss", ondelete="SET NULL", deferrable=True, initially="DEFERRED")),
    )
    op.add_column("people", sa.Column("note", sa.Text(), comment="It's a note"))
    op.add_column("people", sa.Column("twice", sa.Integer(), sa.Computed("age * 2")))
    op.add_column("people", sa.Column("serial", sa.Integer(), sa.Identity(always=True)))
    op.add_column("people", sa.Column("checked", sa.Integer(), sa.CheckConstraint("checked > 0", name="ck_checked")))
    op.add_column("people", sa.Column("key", sa.Integer(), primary_key=True))
    op.add_column("people", sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False))
    op.add_column("people", sa.Column("kind", sa.Enum("a", "b", name="person_kind"), nullable=False))
    op.add_column("people", sa.Column("tags", postgresql.ARRAY(sa.String()), server_default="{}"))
    op.add_column("people", sa.Column("size", sa.Enum("s", "m", "xl", name="sizes", native_enum=False)))
    op.add_column("people", sa.Column("shape", sa.Enum("round", "flat", name="shapes", native_enum=False, create_constraint=True)))
    op.add_column("people", sa.Column("hue", sa.Enum("red", name="hues", native_enum=False, length=30)))
    op.add_column("items", sa.Column("person_id", sa.Integer(), sa.ForeignKey("shop.people.id")), schema="shop")
    op.add_column("items", sa.Column("word", sa.String(5), index=True, comment="w"), schema="shop")
    op.add_column("items", sa.Column("Mixed", sa.String(5), unique=True), schema="Odd Schema")
    op.drop_column("people", "age")
    op.drop_column("items", "Mixed", schema="Odd Schema")
    op.drop_column("items", "order")
    op.drop_column("people", "note", mssql_drop_default=True)
