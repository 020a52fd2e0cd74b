import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import ProgrammingError

revision = "77b3f10ce42d"
down_revision = "d84a05e9c7b1"


def _safe_create_index(name, table, columns):
    try:
        op.create_index(name, table, columns)
    except ProgrammingError:
        pass


def _safe_add_column(table, column):
    try:
        op.add_column(table, column)
    except ProgrammingError:
        pass


def upgrade():
    _safe_create_index("ix_documents_folder", "documents", ["folder_id"])
    _safe_add_column("documents", sa.Column("link", sa.Text()))
