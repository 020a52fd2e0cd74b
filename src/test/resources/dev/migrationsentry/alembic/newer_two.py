"""Types that SQLAlchemy 2 added"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types_two"
down_revision = None
import enum


class Shade(enum.Enum):
    RED = "red"
    CRIMSON = "red"


def upgrade():
    op.create_table("shades", sa.Column("shade", sa.Enum(Shade)))
    op.create_table(
        "newer",
        sa.Column("a", sa.Double()),
        sa.Column("b", sa.Double(precision=53)),
        sa.Column("c", sa.Uuid()),
        sa.Column("d", sa.UUID()),
        sa.Column("e", sa.UUID(as_uuid=False)),
        sa.Column("f", sa.Uuid(native_uuid=False)),
        sa.Column("g", postgresql.CITEXT()),
        sa.Column("h", postgresql.INT4MULTIRANGE()),
        sa.Column("i", postgresql.TSTZMULTIRANGE()),
        sa.Column("j", postgresql.REGCONFIG()),
        sa.Column("k", postgresql.TSQUERY()),
        sa.Column("l", postgresql.MACADDR8()),
        sa.Column("m", sa.DOUBLE_PRECISION()),
    )
    op.create_table(
        "contracts",
        sa.Column(
            "postal_code",
            postgresql.DOMAIN("postal_code", sa.Text(), check="VALUE ~ '^[0-9]{5}$'", not_null=True),
        ),
        sa.Column(
            "score",
            postgresql.DOMAIN("score", sa.Integer(), default="0", constraint_name="score_range", check="VALUE >= 0"),
        ),
    )
    op.create_index("ix_a", "newer", ["a"], postgresql_nulls_not_distinct=True, unique=True)
    op.create_index("ix_b", "newer", ["b"], if_not_exists=True)
    op.drop_index("ix_b", table_name="newer", if_exists=True)
    op.create_unique_constraint("uq_c", "newer", ["c"], postgresql_nulls_not_distinct=True)
    op.create_primary_key("pk_newer", "newer", ["c"])
    op.create_table("lasting", sa.Column("id", sa.Integer(), primary_key=True), if_not_exists=True)
    op.drop_table("lasting", if_exists=True)
    op.add_column("newer", sa.Column("n", sa.Text()), if_not_exists=True)
    op.drop_column("newer", "n", if_exists=True)
    op.drop_constraint("uq_c", "newer", type_="unique", if_exists=True)
    op.create_table("heap", sa.Column("a", sa.Integer()), postgresql_using="heap")
    op.add_column("newer", sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id", ondelete="CASCADE")), inline_references=True)
    op.add_column("newer", sa.Column("key", sa.Integer(), primary_key=True), inline_primary_key=True)
    op.create_table(
        "spans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.UniqueConstraint("id", name="uq_spans", postgresql_nulls_not_distinct=True),
    )
    op.create_foreign_key("fk_set", "newer", "people", ["owner_id"], ["id"], ondelete="SET NULL (owner_id)")
