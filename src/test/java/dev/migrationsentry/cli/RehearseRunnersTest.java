package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `rehearse` with the runners of other worlds: what they refuse is shown at its line, beside what
/// was predicted.
final class RehearseRunnersTest extends RehearsedProject {
  /// A program that continuous integration installs with npm.
  private static String npm(String name) {
    return Path.of("target/npm/node_modules/.bin", name).toAbsolutePath().toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void dbmate(int major) throws Exception {
    needs(npm("dbmate"), "--version");
    write(
        "db/migrations/20260101000001_orders.sql",
        "-- migrate:up\ncreate table orders (id int primary key);\ninsert into orders values (1);\n-- migrate:down\n");
    write(
        "db/migrations/20260101000002_shop.sql",
        "-- migrate:up\nalter table orders add shop int not null;\n-- migrate:down\n");
    Said said =
        rehearse(
            List.of("--postgres", Integer.toString(major)),
            npm("dbmate"),
            "--no-dump-schema",
            "up");
    assertThat(said.out())
        .contains("works  20260101000001_orders.sql     2 statements")
        .contains("db/migrations/20260101000002_shop.sql:2:1")
        .contains("proved:    23502 column \"shop\" of relation \"orders\" contains null values")
        .contains("predicted: 23502 column \"shop\" of relation \"orders\" contains null values")
        .contains("3 of 3 predicted outcomes agree");
    assertThat(said.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void nodePgMigrate(int major) throws Exception {
    needs(npm("node-pg-migrate"), "--version");
    write(
        "migrations/1700000000001_orders.sql",
        "-- Up Migration\ncreate table orders (id int primary key);\n-- Down Migration\ndrop table orders;\n");
    write(
        "migrations/1700000000002_state.sql",
        "-- Up Migration\nalter table orders add state text;\n-- Down Migration\nalter table orders drop state;\n");
    Said said =
        rehearse(List.of("--postgres", Integer.toString(major)), npm("node-pg-migrate"), "up");
    assertThat(said.out())
        .contains("works  1700000000001_orders.sql     1 statement")
        .contains("works  1700000000002_state.sql      1 statement")
        .contains("2 of 2 predicted outcomes agree; the final schema is as predicted");
    assertThat(said.code()).isZero();
  }

  /// Flyway's command line, as continuous integration installs it.
  private static String flyway() throws Exception {
    String program = Path.of(".ci/flyway/flyway").toAbsolutePath().toString();
    needs(program, "--version");
    return program;
  }

  /// A project whose configuration names another database.
  private void flywayProject() throws Exception {
    write(
        "flyway.toml",
        """
        [environments.default]
        url = "jdbc:postgresql://db.shop.example:5432/shop"
        user = "shop"
        password = "secret"

        [flyway]
        locations = ["filesystem:sql"]
        """);
    write("sql/V1__orders.sql", "create table orders (id int primary key, state text);\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void flyway(int major) throws Exception {
    String flyway = flyway();
    flywayProject();
    write("sql/V2__state.sql", "alter table orders alter column state set not null;\n");
    write("sql/R__orders_view.sql", "create or replace view shown as select id from orders;\n");
    Said said = rehearse(List.of("--postgres", Integer.toString(major)), flyway, "migrate");
    assertThat(said.out())
        .contains("works  V1__orders.sql         1 statement")
        .contains("works  V2__state.sql          1 statement")
        .contains("works  R__orders_view.sql     1 statement")
        .contains("Once more, as the next deploy does: ends well")
        .contains("3 of 3 predicted outcomes agree; the final schema is as predicted");
    assertThat(said.code()).isZero();
  }

  @Test
  void flywayFromAVersion() throws Exception {
    String flyway = flyway();
    flywayProject();
    write("sql/V2__state.sql", "alter table orders add place text;\n");
    Said said = rehearse(List.of("--from", "1"), flyway, "migrate");
    assertThat(said.out())
        .doesNotContain("V1__orders.sql")
        .contains("works  V2__state.sql")
        .contains("1 of 1 predicted outcomes agree; the final schema is as predicted");
    assertThat(said.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void flywayThatWaitsForItself(int major) throws Exception {
    String flyway = flyway();
    flywayProject();
    write("sql/V2__index.sql", "create index concurrently by_state on orders (state);\n");
    List<String> options = List.of("--hang-after", "1", "--postgres", Integer.toString(major));
    Said said = rehearse(options, flyway, "migrate");
    assertThat(said.out())
        .contains("hangs  V2__index.sql")
        .contains("hangs: would wait without end in production")
        .contains("waits for a lock (virtualxid): create index concurrently by_state")
        .contains("of the command itself, idle in transaction")
        .contains("instead: set flyway.postgresql.transactional.lock=false")
        .contains("1 of 1 predicted outcomes agree");
    assertThat(said.code()).isEqualTo(1);
    write(
        "flyway.toml",
        """
        [flyway]
        locations = ["filesystem:sql"]
        postgresql.transactional.lock = false
        """);
    Said repaired = rehearse(options, flyway, "migrate");
    assertThat(repaired.out())
        .contains("works  V2__index.sql")
        .contains("2 of 2 predicted outcomes agree");
    assertThat(repaired.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void flaskMigrate(int major) throws Exception {
    needs("/usr/bin/python3", "-c", "import flask_migrate, psycopg2");
    write(
        "app.py",
        """
        import os
        from flask import Flask
        from flask_migrate import Migrate
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
        Migrate(app, SQLAlchemy(app))
        """);
    write("migrations/alembic.ini", "[alembic]\n");
    write(
        "migrations/env.py",
        """
        from alembic import context
        from flask import current_app

        with current_app.extensions["migrate"].db.engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    write(
        "migrations/versions/f1_orders.py",
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "f1"
        down_revision = None


        def upgrade():
            op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))
            op.create_unique_constraint("orders_id", "orders", ["number"])


        def downgrade():
            op.drop_table("orders")
        """);
    Said said =
        rehearse(
            List.of("--postgres", Integer.toString(major)),
            "/usr/bin/python3",
            "-m",
            "flask",
            "db",
            "upgrade");
    assertThat(said.out())
        .contains("migrations/versions/f1_orders.py:10:5")
        .contains("proved:    42703 column \"number\" named in key does not exist")
        .contains("predicted: 42703 column \"number\" named in key does not exist")
        .contains("2 of 2 predicted outcomes agree");
    assertThat(said.code()).isEqualTo(1);
  }
}
