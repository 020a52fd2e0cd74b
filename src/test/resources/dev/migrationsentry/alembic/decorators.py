"""Types that the code itself defines"""

import json

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, UserDefinedType

revision = "decorators"
down_revision = None


class Plain(TypeDecorator):
    impl = sa.Integer
    cache_ok = True


class Sized(TypeDecorator):
    impl = sa.String
    cache_ok = True


class Document(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        return json.dumps(value)


class Chosen(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))


class Measured(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.String(length=self.impl.length))


class Point(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "POINT"


def upgrade():
    op.create_table(
        "things",
        sa.Column("id", Plain(), primary_key=True),
        sa.Column("name", Sized(40)),
        sa.Column("label", Sized(length=20)),
        sa.Column("document", Document()),
        sa.Column("key", Chosen()),
        sa.Column("key_class", Chosen),
        sa.Column("text", Measured(length=12)),
        sa.Column("place", Point()),
    )
    things = sa.table("things", sa.column("id", sa.Integer), sa.column("document", Document()))
    op.bulk_insert(things, [{"id": 1, "document": {"a": [1, None]}}])
    op.execute(things.update().values(document={"b": True}))
    op.add_column("things", sa.Column("more", sa.ARRAY(Sized(3))))
    op.alter_column("things", "name", type_=Sized(80), existing_type=Sized(40))
    op.create_index("ix_things", "things", ["name", sa.desc("label")])
