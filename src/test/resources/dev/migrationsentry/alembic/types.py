"""Every type of a column"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "types"
down_revision = None


def upgrade():
    op.create_table(
        "numbers",
        sa.Column("a", sa.Integer()),
        sa.Column("b", sa.BigInteger),
        sa.Column("c", sa.SmallInteger()),
        sa.Column("d", sa.Numeric(10, 2)),
        sa.Column("e", sa.Numeric(precision=8)),
        sa.Column("f", sa.Numeric()),
        sa.Column("g", sa.DECIMAL(precision=12, scale=4)),
        sa.Column("h", sa.Float()),
        sa.Column("i", sa.Float(precision=53)),
        sa.Column("j", sa.REAL()),
        sa.Column("k", sa.INTEGER()),
        sa.Column("l", sa.BIGINT()),
        sa.Column("m", sa.SMALLINT()),
        sa.Column("n", postgresql.DOUBLE_PRECISION(precision=53)),
        sa.Column("o", postgresql.MONEY()),
        sa.Column("p", sa.FLOAT(precision=24)),
    )
    op.create_table(
        "texts",
        sa.Column("a", sa.String()),
        sa.Column("b", sa.String(50)),
        sa.Column("c", sa.String(length=120, collation="C")),
        sa.Column("d", sa.Text()),
        sa.Column("e", sa.Unicode(20)),
        sa.Column("f", sa.UnicodeText()),
        sa.Column("g", sa.CHAR(3)),
        sa.Column("h", sa.VARCHAR(length=64)),
        sa.Column("i", sa.TEXT(collation="de_DE")),
        sa.Column("j", postgresql.BIT(8)),
        sa.Column("k", postgresql.BIT(varying=True)),
        sa.Column("l", postgresql.BIT(12, varying=True)),
        sa.Column("m", sa.LargeBinary()),
        sa.Column("n", postgresql.BYTEA()),
        sa.Column("o", sa.PickleType()),
        sa.Column("p", sa.LargeBinary(length=2048)),
    )
    op.create_table(
        "moments",
        sa.Column("a", sa.Date()),
        sa.Column("b", sa.Time()),
        sa.Column("c", sa.Time(timezone=True)),
        sa.Column("d", sa.DateTime()),
        sa.Column("e", sa.DateTime(timezone=True)),
        sa.Column("f", sa.TIMESTAMP()),
        sa.Column("g", sa.TIMESTAMP(timezone=True)),
        sa.Column("h", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("i", postgresql.TIME(timezone=False, precision=0)),
        sa.Column("j", sa.Interval()),
        sa.Column("k", postgresql.INTERVAL()),
        sa.Column("l", postgresql.INTERVAL(fields="DAY TO SECOND", precision=2)),
        sa.Column("m", sa.DateTime(True)),
        sa.Column("n", sa.Interval(second_precision=3)),
    )
    op.create_table(
        "others",
        sa.Column("a", sa.Boolean()),
        sa.Column("b", sa.BOOLEAN()),
        sa.Column("c", sa.JSON()),
        sa.Column("d", postgresql.JSON(astext_type=sa.Text())),
        sa.Column("e", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("f", postgresql.UUID()),
        sa.Column("g", postgresql.UUID(as_uuid=True)),
        sa.Column("h", postgresql.INET()),
        sa.Column("i", postgresql.CIDR()),
        sa.Column("j", postgresql.MACADDR()),
        sa.Column("k", postgresql.TSVECTOR()),
        sa.Column("l", postgresql.HSTORE()),
        sa.Column("m", postgresql.OID()),
        sa.Column("n", postgresql.REGCLASS()),
        sa.Column("o", postgresql.INT4RANGE()),
        sa.Column("p", postgresql.INT8RANGE()),
        sa.Column("q", postgresql.NUMRANGE()),
        sa.Column("r", postgresql.DATERANGE()),
        sa.Column("s", postgresql.TSRANGE()),
        sa.Column("t", postgresql.TSTZRANGE()),
        sa.Column("u", sa.JSON(none_as_null=True)),
    )
    op.create_table(
        "lists",
        sa.Column("a", postgresql.ARRAY(sa.Integer())),
        sa.Column("b", postgresql.ARRAY(sa.String(20), dimensions=2)),
        sa.Column("c", sa.ARRAY(sa.Text())),
        sa.Column("d", postgresql.ARRAY(sa.String(10, collation="C"))),
        sa.Column("e", postgresql.ARRAY(postgresql.UUID(as_uuid=True))),
        sa.Column("f", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.Column("g", sa.String(9).with_variant(sa.Integer(), "sqlite")),
        sa.Column("h", sa.ARRAY(sa.Numeric(4, 1))),
    )
