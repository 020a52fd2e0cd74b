package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `rehearse --down`: the migrations are taken back and run again.
final class RehearseDownTest extends RehearsedProject {
  private void pair(int number, String up, String down) throws Exception {
    write("migrations/" + number + "_step.up.sql", up);
    write("migrations/" + number + "_step.down.sql", down);
  }

  @Test
  void aWayBackThatRestoresEverything() throws Exception {
    pair(1, "create table orders (id int primary key);", "drop table orders;");
    pair(2, "alter table orders add state text;", "alter table orders drop state;");
    Said said = rehearse(List.of("--down"));
    assertThat(said.out())
        .contains("Down and up again: restores the schema, and makes the same one again.\n");
    assertThat(said.code()).isZero();
  }

  @Test
  void listsWhatAWayBackLeaves() throws Exception {
    pair(
        1,
        "create type state as enum ('new'); create table if not exists orders (id int primary key, state state);",
        "drop table orders;");
    pair(2, "create index by_state on orders (state);", "select 1;");
    Said said = rehearse(List.of("--down"));
    assertThat(said.out())
        .contains("Down and up again: does not restore what was there.")
        .contains("1_step.up.sql, after that, fails with 42710 type \"state\" already exists")
        .contains("enum public.state, which 1_step.up.sql names")
        .contains("before:     not there");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void aWayBackThatFails() throws Exception {
    pair(1, "create table orders (id int primary key);", "drop table order_lines;");
    Said said = rehearse(List.of("--down", "--format", "json"));
    assertThat(said.out())
        .contains("fails with 42P01 table \\\"order_lines\\\" does not exist")
        .contains("\"works\" : false");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void noWayBackIsNoProof() throws Exception {
    write("migrations/1_step.up.sql", "create table orders (id int primary key);");
    pair(2, "alter table orders add state text;", "alter table orders drop state;");
    Said said = rehearse(List.of("--down"));
    assertThat(said.out()).contains("Down and up again: not proved. 1_step.up.sql has no way down");
    assertThat(said.code()).isEqualTo(3);
  }

  private void alembic(String downgrade) throws Exception {
    needs("/usr/bin/python3", "-c", "import alembic, psycopg2");
    write("alembic.ini", "[alembic]\nscript_location = migrations\n");
    write(
        "migrations/env.py",
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine

        with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    write(
        "migrations/versions/a1_orders.py",
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "a1"
        down_revision = None


        def upgrade():
            op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))
            op.create_table("shops", sa.Column("id", sa.Integer, primary_key=True))


        def downgrade():
            %s
        """
            .formatted(downgrade));
  }

  private Said alembicDown() {
    return rehearse(List.of("--down"), "/usr/bin/python3", "-m", "alembic", "upgrade", "head");
  }

  @Test
  void alembicGoesDownToWhereItWas() throws Exception {
    alembic("op.drop_table('shops'); op.drop_table('orders')");
    Said said = alembicDown();
    assertThat(said.out()).contains("Down and up again: restores the schema");
    assertThat(said.code()).isZero();
  }

  @Test
  void alembicThatLeavesATable() throws Exception {
    alembic("op.drop_table('orders')");
    Said said = alembicDown();
    assertThat(said.out())
        .contains("alembic upgrade head, after that, fails with 42P07 relation \"shops\" already")
        .contains("table public.shops, which a1_orders.py names");
    assertThat(said.code()).isEqualTo(1);
  }

  @Test
  void dbmateGoesDownOneByOne() throws Exception {
    String dbmate = Path.of("target/npm/node_modules/.bin/dbmate").toAbsolutePath().toString();
    needs(dbmate, "--version");
    write(
        "db/migrations/20260101000001_orders.sql",
        "-- migrate:up\ncreate table orders (id int);\n-- migrate:down\ndrop table orders;\n");
    write(
        "db/migrations/20260101000002_state.sql",
        "-- migrate:up\nalter table orders add state text;\n-- migrate:down\nalter table orders drop state;\n");
    Said said = rehearse(List.of("--down"), dbmate, "--no-dump-schema", "up");
    assertThat(said.out()).contains("Down and up again: restores the schema");
    assertThat(said.code()).isZero();
  }
}
