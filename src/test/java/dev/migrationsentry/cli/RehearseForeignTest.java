package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `rehearse -- COMMAND` with the programs that people use, on real servers.
final class RehearseForeignTest extends RehearsedProject {
  private void alembic() throws Exception {
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
    revision(
        "a1",
        null,
        "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True), sa.Column('state', sa.String(20)))");
    revision("a2", "a1", "op.create_index('ix_orders_state', 'orders', ['state'])");
  }

  private void revision(String id, @Nullable String before, String upgrade) throws IOException {
    write(
        "migrations/versions/" + id + "_step.py",
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "%s"
        down_revision = %s


        def upgrade():
            %s


        def downgrade():
            pass
        """
            .formatted(id, before == null ? "None" : "\"" + before + "\"", upgrade));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void alembicRunsAndAgrees(int major) throws Exception {
    alembic();
    Said said =
        rehearse(
            List.of("--postgres", Integer.toString(major)),
            "/usr/bin/python3",
            "-m",
            "alembic",
            "upgrade",
            "heads");
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("works  a1_step.py     1 statement")
        .contains("works  a2_step.py     1 statement")
        .contains("Once more, as the next deploy does: ends well")
        .contains("2 of 2 predicted outcomes agree; the final schema is as predicted");
    assertThat(said.code()).isZero();
  }

  @Test
  void namesTheLineOfTheRevisionThatTheServerRefuses() throws Exception {
    alembic();
    revision("a3", "a2", "op.create_foreign_key('orders_shop', 'orders', 'shops', ['id'], ['id'])");
    revision("a4", "a3", "op.drop_table('orders')");
    Said said = rehearse(List.of(), "/usr/bin/python3", "-m", "alembic", "upgrade", "heads");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("migrations/versions/a3_step.py:9:5")
        .contains("proved:    42P01 relation \"shops\" does not exist")
        .contains("predicted: 42P01 relation \"shops\" does not exist")
        .contains("not run  a4_step.py: check predicts that it works")
        .contains("sqlalchemy.exc.ProgrammingError")
        .contains("fails with 42P01 relation \"shops\" does not exist")
        .contains("3 of 3 predicted outcomes agree");
  }

  @Test
  void startsAtARevisionThatTheCommandItselfGoesTo() throws Exception {
    alembic();
    Said said =
        rehearse(List.of("--from", "a1"), "/usr/bin/python3", "-m", "alembic", "upgrade", "heads");
    assertThat(said.out())
        .contains("from a1, on PostgreSQL")
        .doesNotContain("degraded")
        .doesNotContain("a1_step.py")
        .contains("works  a2_step.py     1 statement")
        .contains("builds the index public.ix_orders_state on orders")
        .contains("1 of 1 predicted outcomes agree; the final schema is as predicted");
    assertThat(said.code()).isZero();
  }

  @Test
  void saysThatACommandCannotStopAtARevision() throws Exception {
    write("migrations/001_orders.sql", "create table orders (id int primary key);\n");
    Said said = rehearse(List.of("--from", "001_orders"), "sh", "-c", "true");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("is known that stops at a revision");
  }

  @Test
  void catchesACommandThatGoesToAnotherDatabase() throws Exception {
    alembic();
    Said said = rehearse(List.of(), "/usr/bin/python3", "-c", "pass");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).contains("The command never came to the throw-away server");
  }

  @Test
  void catchesACommandThatRunsNothing() throws Exception {
    alembic();
    Said said = rehearse(List.of(), "/usr/bin/python3", "-m", "alembic", "current");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).contains("The command ran nothing of what is pending");
  }

  @Test
  void endsACommandThatWaitsForItself() throws Exception {
    alembic();
    write(
        "deploy.py",
        """
        import os, psycopg2
        one = psycopg2.connect(os.environ["DATABASE_URL"])
        two = psycopg2.connect(os.environ["DATABASE_URL"])
        one.cursor().execute("create table shops (id int)")
        one.commit()
        one.cursor().execute("insert into shops values (1)")
        two.autocommit = True
        two.cursor().execute("create index concurrently on shops (id)")
        """);
    Said said = rehearse(List.of("--hang-after", "1"), "/usr/bin/python3", "deploy.py");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("hangs: would wait without end in production")
        .contains("create index concurrently on shops (id)")
        .contains("held by connection 1 of the command itself, idle in transaction");
  }

  @Test
  void endsACommandAtTheTimeLimitWithAllItsProcesses() throws Exception {
    alembic();
    Said said = rehearse(List.of("--time-limit", "1"), "sh", "-c", "sleep 7777 & sleep 7777");
    assertThat(said.code()).isEqualTo(4);
    assertThat(said.out()).contains("The time limit ended the command");
    assertThat(
            ProcessHandle.allProcesses()
                .filter(one -> one.info().commandLine().orElse("").equals("sleep 7777")))
        .isEmpty();
  }

  @Test
  void showsNoPasswordOfTheThrowAwayServer() throws Exception {
    alembic();
    Said said =
        rehearse(List.of(), "sh", "-c", "echo $DATABASE_URL; echo secret=$PGPASSWORD; exit 3");
    assertThat(said.out())
        .contains("exit code 3")
        .contains("postgresql://postgres:***@127.0.0.1")
        .contains("secret=***");
  }

  /// A database in use, in which a1 has run.
  private static String production(EmbeddedPostgres server) throws Exception {
    return production(server, "shop");
  }

  private static String production(EmbeddedPostgres server, String name) throws Exception {
    server.createDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id serial primary key, state varchar(20))");
      statement.execute("insert into orders (state) select 'new' from generate_series(1, 1000)");
      statement.execute("create table alembic_version (version_num varchar(32) not null)");
      statement.execute(
          "alter table alembic_version add constraint alembic_version_pkc primary key (version_num)");
      statement.execute("insert into alembic_version values ('a1')");
      statement.execute("analyze");
    }
    return "postgresql://postgres:"
        + server.password()
        + "@127.0.0.1:"
        + server.port()
        + "/"
        + name;
  }

  @Test
  void tellsWhatUsersOfProductionWouldFeel() throws Exception {
    alembic();
    revision("a3", "a2", "op.alter_column('orders', 'state', type_=sa.Text())");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      Said said =
          rehearse(
              List.of("--from", production(server)),
              "/usr/bin/python3",
              "-m",
              "alembic",
              "upgrade",
              "heads");
      assertThat(said.out())
          .doesNotContain("a1_step.py")
          .contains("works  a2_step.py")
          .contains("blocks every write of orders (1,000 rows in production), held for ")
          .contains("builds the index public.ix_orders_state on orders (1,000 rows in production)")
          .contains("blocks every read and write of orders (1,000 rows in production), held for ")
          .contains("the final schema is as predicted");
      assertThat(said.code()).isZero();
    }
  }

  @Test
  void tellsTheSameOfTheBuiltInRunner() throws Exception {
    write(
        "migrations/002_state.sql",
        "create index ix_orders_state on orders (state);\nupdate orders set state = 'old';\n");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      Said said = rehearse(List.of("--from", production(server)));
      assertThat(said.out())
          .contains("blocks every write of orders (1,000 rows in production), held for ")
          .contains("until the end of its transaction, 2 statements")
          .contains("builds the index public.ix_orders_state on orders")
          .contains("42P07 relation \"ix_orders_state\" already exists");
      assertThat(rehearse(List.of("--from", production(server, "other"), "--no-locks")).out())
          .contains("works  002_state.sql")
          .doesNotContain("held for");
    }
  }

  @Test
  void psqlThatPassesOverAFailureIsNoSuccess() throws Exception {
    needs("psql", "--version");
    write("migrations/001_orders.sql", "create table orders (id int primary key);\n");
    write(
        "migrations/002_shops.sql",
        "alter table orders add shop int references shops (id);\ncreate table shops (id int);\n");
    Said said =
        rehearse(
            List.of(),
            "psql",
            "-X",
            "-f",
            "migrations/001_orders.sql",
            "-f",
            "migrations/002_shops.sql");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("works  001_orders.sql")
        .contains("migrations/002_shops.sql:1:1")
        .contains("42P01 relation \"shops\" does not exist")
        .contains("The command ended with 0 all the same");
  }

  @Test
  void aMissingProgramIsOneSentence() throws Exception {
    write("migrations/001_orders.sql", "create table orders (id int primary key);\n");
    Said said = rehearse(List.of(), "no-such-program", "up");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo("migration-sentry: There is no program no-such-program on this machine.\n");
  }
}
