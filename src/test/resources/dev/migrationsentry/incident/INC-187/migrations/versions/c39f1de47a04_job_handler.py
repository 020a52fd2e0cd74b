from contextlib import suppress

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import OperationalError, ProgrammingError

revision = "c39f1de47a04"
down_revision = "6a67bf27e6a6"


def ignoring_existing():
    return suppress(OperationalError, ProgrammingError)


def upgrade():
    with ignoring_existing():
        op.add_column("job", sa.Column("handler", sa.Text()))
    op.add_column("job", sa.Column("priority", sa.Integer()))
