"""Rows"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "data"
down_revision = None


people = sa.table(
    "people",
    sa.column("id", sa.Integer),
    sa.column("name", sa.String),
    sa.column("age", sa.Integer),
    sa.column("active", sa.Boolean),
    sa.column("data", sa.JSON),
    sa.column("team_id", sa.Integer),
)
teams = sa.table("teams", sa.column("id", sa.Integer), sa.column("name", sa.String), schema="crm")


def upgrade():
    op.bulk_insert(people, [{"id": 1, "name": "Ann"}, {"id": 2, "name": "O'Neil"}])
    op.bulk_insert(people, [{"name": "Cy", "id": 3, "active": True, "age": None}])
    op.bulk_insert(teams, [{"id": 1, "name": "Core"}])
    op.bulk_insert(people, [])
    made = op.create_table("made", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("word", sa.String()))
    op.bulk_insert(made, [{"word": "a"}, {"word": "b"}])
    op.execute(people.insert().values(id=4, name="Dee"))
    op.execute(people.insert().values({"name": "Eve", "id": 5}))
    op.execute(people.update().values(name="x"))
    op.execute(people.update().where(people.c.id == 1).values(name="y", age=5))
    op.execute(people.update().where(people.c.id == 1).values({"age": people.c.age + 1}))
    op.execute(people.update().where(people.c.name.is_(None)).values(name=op.inline_literal("none")))
    op.execute(people.update().where(sa.and_(people.c.age > 3, people.c.age <= 9)).values(active=True))
    op.execute(people.update().where(people.c.age.in_([1, 2, 3])).values(active=sa.false()))
    op.execute(people.update().where(people.c.age.notin_([1, 2])).values(active=None))
    op.execute(people.update().where(people.c.name.like("a%")).values(name=sa.func.lower(people.c.name)))
    op.execute(people.update().where(sa.or_(people.c.age == 1, people.c.name == "b")).values(age=sa.null()))
    op.execute(people.update().where(~people.c.active).values(age=0))
    op.execute(people.update().where(sa.not_(people.c.age == 2)).values(age=0))
    op.execute(people.update().where(sa.not_(sa.or_(people.c.age == 2, people.c.age == 3))).values(age=0))
    op.execute(people.update().where((people.c.age == 2) & (people.c.id != 3) | (people.c.id < 1)).values(age=0))
    op.execute(people.update().where(people.c.age == None).values(age=sa.text("1 + 1")))  # noqa: E711
    op.execute(people.update().where(people.c.age != None).values(age=sa.literal(7)))  # noqa: E711
    op.execute(people.update().where(people.c.active == True).values(age=0))  # noqa: E712
    op.execute(people.update().where(people.c.active.is_(True)).values(age=0))
    op.execute(people.update().where(people.c.active.isnot(None)).values(age=0))
    op.execute(people.update().where(people.c.name.ilike("%x%")).values(age=0))
    op.execute(people.update().where(people.c.age.between(1, 5)).values(age=0))
    op.execute(people.update().where(people.c.name.startswith("x")).values(age=0))
    op.execute(people.update().where(people.c.name == teams.c.name).where(teams.c.id == 4).values(team_id=teams.c.id))
    op.execute(people.update().values(name=people.c.name + "!"))
    op.execute(people.update().values(name=sa.func.concat(people.c.name, "-", people.c.id)))
    op.execute(people.update().values(name=sa.case((people.c.age > 5, "old"), else_="young")))
    op.execute(people.update().values(age=sa.cast(people.c.name, sa.Integer)))
    op.execute(people.update().values(team_id=sa.select(teams.c.id).where(teams.c.name == people.c.name).scalar_subquery()))
    op.execute(people.delete().where(people.c.id == 3))
    op.execute(people.delete())
    op.execute(teams.delete().where(teams.c.id.in_(sa.select(people.c.team_id).where(people.c.age > 3))))
    op.execute(sa.update(people).where(people.c.id == 1).values(age=1))
    op.execute(sa.insert(people).values(id=1))
    op.execute(sa.delete(people).where(people.c.id == 1))
    op.execute(people.update().where(sa.exists(sa.select(teams.c.id).where(teams.c.id == people.c.team_id))).values(age=2))
    op.execute(people.insert().from_select(["id", "name"], sa.select(teams.c.id, teams.c.name)))
    op.execute(sa.select(people.c.id, people.c.name).where(people.c.id == 1).order_by(people.c.name.desc()).limit(3))
    op.execute(sa.select(sa.func.count()).select_from(people))
    op.execute(sa.select(sa.func.max(people.c.age)).group_by(people.c.name).having(sa.func.count(people.c.id) > 1))
    op.execute(people.update().values({people.c.age: 4}))
    op.execute(people.update().where(people.c["id"] == 4).values(age=sa.func.coalesce(people.c.age, 0)))
    op.execute(people.update().where(people.c.age.is_distinct_from(3)).values(age=-1))
    op.execute(people.update().where(people.c.name.op("~")("^x")).values(age=1))
    op.execute(people.update().where(people.c.age * 2 + 1 > (people.c.id - 1) * 3).values(age=1))
    op.execute(postgresql.insert(people).values(id=1, name="z").on_conflict_do_nothing(index_elements=["id"]))
