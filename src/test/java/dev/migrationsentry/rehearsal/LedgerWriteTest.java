package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.rehearsal.wire.Effects;
import dev.migrationsentry.rehearsal.wire.ServerMessage;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.rehearsal.wire.TransactionStatus;
import dev.migrationsentry.rehearsal.wire.WireProtocol;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Statements as runners send them, and the migrations that they say to have run.
final class LedgerWriteTest {
  private final List<TracedStatement> statements = new ArrayList<>();

  private LedgerWriteTest sends(String sql, String tag, @Nullable String... parameters) {
    ServerMessage error =
        tag.isEmpty()
            ? new ServerMessage(
                "ERROR", "42P01", "no", null, null, 0, null, null, null, null, null, null)
            : null;
    String last = tag.substring(tag.lastIndexOf(' ') + 1);
    statements.add(
        new TracedStatement(
            1,
            statements.size() + 1,
            statements.size() + 1,
            WireProtocol.EXTENDED,
            sql,
            0,
            List.of(parameters),
            Instant.EPOCH,
            Duration.ZERO,
            tag.isEmpty() ? null : tag,
            last.chars().allMatch(Character::isDigit) && !last.isEmpty()
                ? Long.parseLong(last)
                : -1,
            error,
            TransactionStatus.OPEN,
            List.of(),
            Effects.NONE));
    return this;
  }

  /// The migrations that the ledger gets to know, in order.
  private List<String> recorded(String runner) {
    LedgerHabit habit = LedgerHabit.candidates(runner).getFirst();
    List<String> recorded = new ArrayList<>();
    for (TracedStatement traced : statements) {
      LedgerWrite write =
          LedgerWrite.of(
              SqlReader.read(new SourceFile("sent", traced.sql())).getFirst(), traced, habit);
      if (write != null && write.ends(habit)) {
        recorded.add(String.valueOf(write.migration()));
      }
    }
    return recorded;
  }

  @Test
  void alembicMovesItsVersionAfterEachRevision() {
    sends("BEGIN", "BEGIN")
        .sends("select pg_catalog.version()", "SELECT 1")
        .sends("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)", "CREATE TABLE")
        .sends("create table a (id int)", "CREATE TABLE")
        .sends("INSERT INTO alembic_version (version_num) VALUES ('a1')", "INSERT 0 1")
        .sends("update a set id = 1", "UPDATE 0")
        .sends(
            "UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1'",
            "UPDATE 1")
        .sends("COMMIT", "COMMIT")
        .sends("alter table b add c int", "");
    assertThat(recorded("alembic")).containsExactly("a1", "a2");
  }

  @Test
  void alembicMergesHeads() {
    sends("drop table a", "DROP TABLE")
        .sends("DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1'", "DELETE 1")
        .sends(
            "UPDATE alembic_version SET version_num='m' WHERE alembic_version.version_num = 'b2'",
            "UPDATE 1")
        .sends("COMMIT", "COMMIT");
    assertThat(recorded("alembic")).containsExactly("m");
  }

  @Test
  void runnersWithParametersNameTheMigrationByThem() {
    sends("SELECT pg_try_advisory_lock($1)", "SELECT 1", "7")
        .sends("create table a (id int)", "CREATE TABLE")
        .sends("insert into schema_migrations (version) values ($1)", "INSERT 0 1", "20240101")
        .sends("COMMIT", "COMMIT")
        .sends("drop table a", "DROP TABLE")
        .sends("delete from \"schema_migrations\" where version = $1", "DELETE 1", "20240101");
    assertThat(recorded("dbmate")).containsExactly("20240101");
  }

  @Test
  void prismaWritesBeforeAndAfter() {
    sends(
            "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES ($1, $2, $3, $4)",
            "INSERT 0 1",
            "u",
            "c",
            "t",
            "1_init")
        .sends("create table a (id int)", "CREATE TABLE")
        .sends(
            "UPDATE _prisma_migrations SET applied_steps_count = 1 WHERE id = $1", "UPDATE 1", "u")
        .sends("UPDATE _prisma_migrations SET finished_at = $2 WHERE id = $1", "UPDATE 1", "u", "t")
        .sends(
            "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES ($1, $2, $3, $4)",
            "INSERT 0 1",
            "v",
            "c",
            "t",
            "2_next")
        .sends("alter table b add c int", "");
    // Its UPDATE names the row by a random id, so that the ledger does not tell which one ended.
    assertThat(recorded("prisma")).hasSize(1);
  }

  @Test
  void golangMigrateMarksDirtyFirst() {
    for (String version : List.of("1", "2")) {
      sends("BEGIN", "BEGIN")
          .sends("TRUNCATE \"public\".\"schema_migrations\"", "TRUNCATE TABLE")
          .sends(
              "INSERT INTO \"public\".\"schema_migrations\" (version, dirty) VALUES ($1, $2)",
              "INSERT 0 1",
              version,
              "t")
          .sends("COMMIT", "COMMIT")
          .sends("create table a" + version + " (id int)", "CREATE TABLE")
          .sends("BEGIN", "BEGIN")
          .sends("TRUNCATE \"public\".\"schema_migrations\"", "TRUNCATE TABLE")
          .sends(
              "INSERT INTO \"public\".\"schema_migrations\" (version, dirty) VALUES ($1, $2)",
              "INSERT 0 1",
              version,
              "f")
          .sends("COMMIT", "COMMIT");
    }
    assertThat(recorded("golang-migrate")).containsExactly("1", "2");
  }

  @Test
  void aRefusedWriteSaysNothing() {
    sends("insert into schema_migrations (version) values ('20240101')", "");
    assertThat(recorded("dbmate")).isEmpty();
  }

  @Test
  void aNameIsFoundAsAWholeWord() {
    LedgerHabit habit = LedgerHabit.candidates("knex").getFirst();
    assertThat(habit.isNamed("select * from \"knex_migrations\"")).isTrue();
    assertThat(habit.isNamed("update knex_migrations_lock set is_locked = 1")).isTrue();
    assertThat(habit.isNamed("select * from old_knex_migrations")).isFalse();
    assertThat(habit.isNamed("select * from knex_migrations_of_old")).isFalse();
  }

  @Test
  void gooseBeginsWithARowOfItsOwn() {
    sends("INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true)", "INSERT 0 1")
        .sends("create table a (id int)", "CREATE TABLE")
        .sends(
            "INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, $2)",
            "INSERT 0 1",
            "3",
            "t");
    assertThat(recorded("goose")).containsExactly("3");
  }
}
