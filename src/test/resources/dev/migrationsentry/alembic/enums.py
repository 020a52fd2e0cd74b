"""Enumerations"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "enums"
down_revision = None


import enum


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(str, enum.Enum):
    low = "LOW"
    high = "HIGH"


status = sa.Enum("open", "closed", "it's", name="status")


def upgrade():
    op.create_table("a", sa.Column("status", status, nullable=False))
    op.create_table("b", sa.Column("status", status, server_default="open"))
    op.create_table("c", sa.Column("colour", sa.Enum(Colour)))
    op.create_table("d", sa.Column("colour", sa.Enum(Colour, name="tint"), server_default="RED"))
    op.create_table("e", sa.Column("level", sa.Enum(Level, values_callable=lambda e: [m.value for m in e], name="level")))
    op.create_table("f", sa.Column("x", postgresql.ENUM("p", "q", name="letters", create_type=False)))
    op.create_table("g", sa.Column("x", postgresql.ENUM("p", "q", name="letters2", schema="shop")))
    op.create_table("h", sa.Column("x", sa.Enum("p", name="inherits", inherit_schema=True)), schema="shop")
    op.create_table("i", sa.Column("x", postgresql.ARRAY(sa.Enum("p", name="in_list"))))
    op.create_table("j", sa.Column("x", sa.Enum("p", "qqq", native_enum=False)))
    op.create_table("k", sa.Column("x", sa.Enum("p", "qqq", native_enum=False, create_constraint=True, name="ck_x")))
    op.create_table("l", sa.Column("x", sa.Enum(name="later")))
    op.create_table("m", sa.Column("x", sa.Enum("Upper", name="MixedCase")))
    op.create_table("n", sa.Column("x", sa.Boolean(name="ck_bool", create_constraint=True)))
    op.drop_table("a")
