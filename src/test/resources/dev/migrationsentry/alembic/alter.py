"""Columns that change"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "alter"
down_revision = None


def upgrade():
    op.alter_column("people", "age", nullable=False)
    op.alter_column("people", "age", nullable=True, existing_type=sa.Integer())
    op.alter_column("people", "age", type_=sa.BigInteger(), existing_type=sa.Integer())
    op.alter_column("people", "age", type_=sa.Integer(), postgresql_using="age::integer")
    op.alter_column("people", "age", new_column_name="years")
    op.alter_column("people", "age", server_default=None)
    op.alter_column("people", "age", server_default="18")
    op.alter_column("people", "age", server_default=sa.text("18"))
    op.alter_column("people", "age", server_default=sa.func.now())
    op.alter_column("people", "age", server_default=False, nullable=True)
    op.alter_column("people", "age", comment="in years")
    op.alter_column("people", "age", comment=None, existing_comment="in years")
    op.alter_column(
        "people",
        "Name",
        existing_type=sa.VARCHAR(length=20),
        type_=sa.Text(),
        nullable=False,
        existing_nullable=True,
        server_default="x",
        comment="everything",
        new_column_name="full_name",
        schema="shop",
    )
    op.alter_column("people", "id", server_default=sa.Identity(), existing_server_default=None)
    op.alter_column("people", "id", server_default=None, existing_server_default=sa.Identity())
    op.alter_column(
        "people", "kind", type_=sa.Enum("a", "b", name="kinds"), existing_type=sa.String(), postgresql_using="kind::kinds"
    )
    op.alter_column(
        "people",
        "shape",
        existing_type=sa.Enum("x", name="old_shapes", native_enum=False, create_constraint=True),
        type_=sa.Enum("x", "yy", name="new_shapes", native_enum=False, create_constraint=True),
    )
    op.alter_column("people", "at", type_=sa.DateTime(timezone=True), postgresql_using="at AT TIME ZONE 'UTC'", existing_nullable=False)
    op.alter_column("people", "list", type_=postgresql.ARRAY(sa.Text()), existing_type=sa.Text())
    op.alter_column("people", "user", nullable=False, schema="a.b")
    op.alter_column("people", "age", existing_type=sa.Integer())
