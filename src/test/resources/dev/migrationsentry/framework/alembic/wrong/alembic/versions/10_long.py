"""long

Revision ID: add_an_index_to_the_names_of_all_users
"""
import sqlalchemy as sa
from alembic import op

revision = "add_an_index_to_the_names_of_all_users"
down_revision = "e4b6190f7d2c"


def upgrade():
    pass
