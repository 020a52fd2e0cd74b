"""A batch"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "batch"
down_revision = None


def upgrade():
    with op.batch_alter_table("people", schema="shop") as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("b", sa.Integer(), sa.ForeignKey("teams.id", name="fk_b"), index=True))
        batch_op.alter_column("a", nullable=False, existing_type=sa.Integer())
        batch_op.alter_column("a", new_column_name="c", type_=sa.Text())
        batch_op.create_index("ix_a", ["a"], unique=False)
        batch_op.create_index(batch_op.f("ix_b"), ["b"], unique=True)
        batch_op.create_unique_constraint("uq_a", ["a", "b"])
        batch_op.create_foreign_key("fk_a", "teams", ["a"], ["id"], ondelete="CASCADE", referent_schema="crm")
        batch_op.create_check_constraint("ck_a", "a > 0")
        batch_op.create_primary_key("pk_a", ["a"])
        batch_op.drop_constraint("uq_a", type_="unique")
        batch_op.drop_index("ix_a")
        batch_op.drop_column("a")
        batch_op.create_table_comment("c", existing_comment=None)
    with op.batch_alter_table("teams", recreate="auto") as batch_op:
        batch_op.drop_index(batch_op.f("ix_teams_name"))
        batch_op.drop_table_comment()
        batch_op.alter_column("x", server_default=None, existing_type=sa.String())
