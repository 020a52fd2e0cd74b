"""Tables with all that belongs to them"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "tables"
down_revision = None


def upgrade():
    op.create_table("empty")
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("total", sa.Numeric(10, 2), server_default="0", nullable=False),
        sa.Column("state", sa.String(20), server_default=sa.text("'new'"), index=True),
        sa.Column("number", sa.String(20), unique=True),
        sa.Column("reference", sa.String(20), unique=True, index=True),
        sa.Column("paid", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("open", sa.Boolean(), server_default=sa.true()),
        sa.CheckConstraint("total >= 0", name="total_positive"),
        schema="shop",
        comment="What people's baskets became",
    )
    op.create_table("small", sa.Column("id", sa.SmallInteger(), primary_key=True))
    op.create_table("plain", sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False))
    op.create_table("filled", sa.Column("id", sa.Integer(), primary_key=True, default=7))
    op.create_table("textual", sa.Column("id", sa.String(8), primary_key=True))
    op.create_table("numeric_key", sa.Column("id", sa.Numeric(), primary_key=True))
    op.create_table("server_key", sa.Column("id", sa.Integer(), server_default="5", primary_key=True))
    op.create_table(
        "links",
        sa.Column("left_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("right_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
    )
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_profile", onupdate="CASCADE", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("person_id", name="pk_profile"),
    )
    op.create_table(
        "counted",
        sa.Column("tenant", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True),
        sa.Column("other", sa.BigInteger(), sa.Identity(always=True, start=10, increment=5)),
        sa.Column("third", sa.Integer(), sa.Identity(minvalue=1, maxvalue=99, cycle=True, cache=3), nullable=True),
    )
    op.create_table(
        "computed",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.Integer(), sa.Computed("a * 2")),
        sa.Column("c", sa.Integer(), sa.Computed("a + 1", persisted=True), nullable=False),
    )
    op.create_table(
        "commented",
        sa.Column("id", sa.Integer(), primary_key=True, comment="The person's number"),
        sa.Column("note", sa.Text(), comment="Anything"),
        comment="One line",
    )
    op.create_table(
        "measurements",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Float()),
        postgresql_partition_by="RANGE (at)",
    )
    op.create_table("child", sa.Column("x", sa.Integer()), postgresql_inherits="parent")
    op.create_table("grandchild", sa.Column("x", sa.Integer()), postgresql_inherits=("parent", "Other"))
    op.create_table("spaced", sa.Column("x", sa.Integer()), postgresql_tablespace="fast")
    op.create_table("old", sa.Column("x", sa.Integer()), postgresql_with_oids=False)
    op.create_table(
        "session_data",
        sa.Column("x", sa.Integer()),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="PRESERVE ROWS",
    )
    op.create_table("unlogged_data", sa.Column("x", sa.Integer()), prefixes=["UNLOGGED"], mysql_engine="InnoDB")
    op.create_table(
        "wide",
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="a_positive")),
        sa.Column("b", sa.Integer(), sa.CheckConstraint("b < 9")),
        sa.Index("ix_wide_a", "a"),
        sa.Index("ix_wide_b", sa.text("lower(b::text)"), unique=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wide")),
        sa.UniqueConstraint("a", "b", name="uq_wide", deferrable=True, initially="DEFERRED"),
    )
    op.create_table(
        "later",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("other_id", sa.Integer()),
        sa.ForeignKeyConstraint(["other_id"], ["others.id"], use_alter=True, name="fk_later"),
        sa.ForeignKeyConstraint(["other_id", "id"], ["shop.pairs.a", "shop.pairs.b"], match="FULL", deferrable=False),
    )
    op.create_table(
        "bookings",
        sa.Column("room", sa.Integer()),
        sa.Column("during", postgresql.TSTZRANGE()),
        postgresql.ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap", using="gist"),
    )
    op.create_table(
        "tests",
        sa.Column("json", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb")),
        sa.Column("day", sa.Date(), server_default=sa.func.current_date()),
        sa.Column("at", sa.DateTime(), server_default=sa.func.current_timestamp()),
        sa.Column("at2", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")),
        sa.Column("key", postgresql.UUID(), server_default=sa.func.gen_random_uuid()),
        sa.Column("zone", sa.DateTime(), server_default=sa.func.timezone("utc", sa.func.now())),
        sa.Column("word", sa.String(), server_default="it's"),
        sa.Column("fetched", sa.String(), server_default=sa.FetchedValue()),
        sa.Column("nothing", sa.String(), server_default=sa.null()),
        sa.Column("cast", sa.Integer(), server_default=sa.cast("5", sa.Integer())),
        sa.Column("drawn", sa.Integer(), server_default=sa.Sequence("numbers_seq").next_value()),
        sa.Column("empty", sa.String(), server_default=""),
    )
    op.drop_table("empty")
    op.drop_table("orders", schema="shop")
    op.rename_table("people", "persons")
    op.rename_table("pairs", "Pairs", schema="shop")
    op.create_table_comment("persons", "All of them", existing_comment=None)
    op.create_table_comment("pairs", "Two's", schema="shop")
    op.drop_table_comment("persons", existing_comment="All of them")
