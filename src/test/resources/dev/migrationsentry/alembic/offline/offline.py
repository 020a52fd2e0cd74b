"""Prints what the machine's own Alembic sends for revisions in offline mode.

Each statement ends with a line "--;". "version" as the only argument prints SQLAlchemy's version.
"""

import importlib.util
import io
import sys

import sqlalchemy
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext


def in_one_statement(context):
    """Sends all rows of op.bulk_insert at once, as SQLAlchemy 2 does when it is connected."""

    def bulk_insert(table, rows, multiinsert=True):
        if rows:
            context.impl._exec(table.insert().inline().values(rows))

    return bulk_insert


def offline(path):
    spec = importlib.util.spec_from_file_location("revision", path)
    module = importlib.util.module_from_spec(spec)
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql",
        opts={"as_sql": True, "output_buffer": buffer, "literal_binds": True},
    )
    context.impl.command_terminator = "\n--;"
    context.impl.bulk_insert = in_one_statement(context)
    with Operations.context(context):
        spec.loader.exec_module(module)
        try:
            module.upgrade()
        except Exception as error:
            print("-- %s\n--;" % error, file=buffer)
    return buffer.getvalue()


if sys.argv[1:] == ["version"]:
    print(sqlalchemy.__version__)
else:
    for argument in sys.argv[1:]:
        print(offline(argument))
