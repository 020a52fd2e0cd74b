"""SQL in strings"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "execute"
down_revision = None


TABLE = "people"
COLUMNS = ["a", "b"]


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute(
        """
        UPDATE people
           SET name = 'it''s'
         WHERE id = 1
        """
    )
    op.execute(f"ALTER TABLE {TABLE} ADD COLUMN c integer")
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {column} SET NOT NULL")
    op.execute("ALTER TABLE %s DROP COLUMN %s" % (TABLE, "c"))
    op.execute("ALTER TABLE {} DROP COLUMN {}".format(TABLE, "d"))
    op.execute(sa.text("UPDATE people SET name = :name WHERE id = :id").bindparams(name="Ann", id=5))
    op.execute(sa.text("SELECT '12\\:30'::time, a::text FROM people"))
    op.execute("UPDATE people SET at = '2020-01-01 10:20:30'")
    op.execute("DROP " + "TABLE " + TABLE)
    op.execute(sa.schema.CreateSequence(sa.Sequence("people_seq", start=5, increment=2)))
    op.execute(sa.schema.DropSequence(sa.Sequence("people_seq")))
    op.execute(sa.schema.CreateSchema("crm"))
    op.execute(sa.schema.DropSchema("crm", cascade=True))
    op.execute(sa.DDL("CREATE VIEW v AS SELECT 1"))
