package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gate before a project of Alembic, on real servers: what a deploy sees of it.
final class GateAlembicTest extends GatedFolder {
  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void letsMigrationsThroughAndThenHasNothingToDo(int major) throws Exception {
    alembic();
    revision("a2", "a1", "op.create_index('ix_orders_state', 'orders', ['state'])");
    try (EmbeddedPostgres server = TestServers.start(major)) {
      database(server, "shop");
      CommandRun first = gate(List.of(), alembic("upgrade", "head"));
      assertThat(first.out())
          .contains("=== MIGRATION SENTRY: environment (limit 60 s) ===\n")
          .contains("recorded nowhere yet, 2 pending: a1, a2\n")
          .contains("migrations/versions: 2 applied by public.alembic_version, 0 pending\n")
          .contains("2 migrations have run; all that they make is there\n")
          .endsWith("=== MIGRATION SENTRY: success ===\n")
          .doesNotContain(server.password());
      assertThat(first.code()).isZero();

      CommandRun second = gate(List.of(), alembic("upgrade", "head"));
      assertThat(second.out())
          .contains("migrations: left out, nothing is pending\n")
          .endsWith("=== MIGRATION SENTRY: success ===\n");
      assertThat(second.code()).isZero();
    }
  }

  @Test
  void takesAnUnknownOptionOfTheRunnerForAFaultyGate() throws Exception {
    alembic();
    try (EmbeddedPostgres server = TestServers.start(18)) {
      database(server, "shop");
      CommandRun run = gate(List.of(), alembic("upgrade", "head", "-v"));
      assertThat(run.out())
          .contains("| alembic: error: unrecognized arguments: -v\n")
          .contains("The gate is configured wrongly")
          .endsWith("Exit code 19.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
      assertThat(run.code()).isEqualTo(19);

      assertThat(gate(List.of("--dry-run"), alembic("upgrade", "head", "-v")).out())
          .contains("the command was not tried")
          .endsWith("=== MIGRATION SENTRY: dry run, ready ===\n");
      assertThat(gate(List.of("--dry-run", "--rehearse"), alembic("upgrade", "head", "-v")).out())
          .endsWith("Exit code 19.\n=== MIGRATION SENTRY: stopped at rehearsal ===\n");
      assertThat(ask(server, "shop", "select to_regclass('alembic_version')")).isNull();
    }
  }

  @Test
  void stopsBeforeABrokenChainOnAnEmptyDatabaseAndNeverStamps() throws Exception {
    alembic();
    revision(
        "a2", "a1", "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      database(server, "shop");
      CommandRun run = gate(List.of(), alembic("upgrade", "head"));
      assertThat(run.out())
          .contains("relation \"orders\" already exists")
          .endsWith("Exit code 14.\n=== MIGRATION SENTRY: stopped at check ===\n");
      assertThat(run.code()).isEqualTo(14);
      assertThat(ask(server, "shop", "select to_regclass('alembic_version')")).isNull();
    }
  }

  @Test
  void stopsAtARevisionThatNobodyKnows() throws Exception {
    alembic();
    try (EmbeddedPostgres server = TestServers.start(18)) {
      database(server, "shop");
      run(
          server,
          "shop",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('deadbeef0000')");
      CommandRun run = gate(List.of(), alembic("upgrade", "head"));
      assertThat(run.out())
          .contains("deadbeef0000 has run in this database")
          .endsWith("Exit code 13.\n=== MIGRATION SENTRY: stopped at history ===\n");
      assertThat(run.code()).isEqualTo(13);
      assertThat(ask(server, "shop", "select version_num from alembic_version"))
          .isEqualTo("deadbeef0000");
    }
  }

  @Test
  void readsAllRowsOfALedgerOfHeads() throws Exception {
    alembic();
    revision("b1", "a1", "op.add_column('orders', sa.Column('b', sa.Text))");
    revision("c1", "a1", "op.add_column('orders', sa.Column('c', sa.Text))");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      database(server, "shop");
      run(
          server,
          "shop",
          "create table orders (id serial primary key, state varchar(20), b text, c text)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('b1'), ('c1')");
      CommandRun fine = gate(List.of(), alembic("upgrade", "heads"));
      assertThat(fine.out()).contains("3 applied by public.alembic_version, 0 pending\n");
      assertThat(fine.code()).isZero();

      run(server, "shop", "insert into alembic_version values ('a1')");
      CommandRun overlap = gate(List.of(), alembic("upgrade", "heads"));
      assertThat(overlap.out())
          .contains("records b1 and also a1, which comes before it; Alembic refuses that.")
          .endsWith("=== MIGRATION SENTRY: stopped at history ===\n");
      assertThat(overlap.code()).isEqualTo(13);
    }
  }
}
