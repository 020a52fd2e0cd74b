package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Statements as runners send them, and the migrations that they belong to.
final class AttributionTest {
  private final List<TracedStatement> statements = new ArrayList<>();

  private AttributionTest sends(String sql, String tag, @Nullable String... parameters) {
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

  /// One line for each migration: its name, what it did, and what became of it.
  private List<String> migrations(String runner) {
    return Attribution.of(statements, LedgerHabit.of(runner).orElseThrow()).stream()
        .map(segment ->
            segment.migration()
                + segment.work().stream().map(TracedStatement::sql).toList()
                + (segment.recorded() ? "" : " unfinished")
                + (segment.takenBack() ? " taken back" : "")
                + " "
                + segment.statements().size())
        .toList();
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
    assertThat(migrations("alembic"))
        .containsExactly(
            "a1[create table a (id int)] 5",
            "a2[update a set id = 1] 3",
            "null[alter table b add c int] unfinished 1");
  }

  @Test
  void alembicMergesHeads() {
    sends("drop table a", "DROP TABLE")
        .sends("DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1'", "DELETE 1")
        .sends(
            "UPDATE alembic_version SET version_num='m' WHERE alembic_version.version_num = 'b2'",
            "UPDATE 1")
        .sends("COMMIT", "COMMIT");
    assertThat(migrations("alembic")).containsExactly("m[drop table a] 4");
  }

  @Test
  void runnersWithParametersNameTheMigrationByThem() {
    sends("SELECT pg_try_advisory_lock($1)", "SELECT 1", "7")
        .sends("create table a (id int)", "CREATE TABLE")
        .sends("insert into schema_migrations (version) values ($1)", "INSERT 0 1", "20240101")
        .sends("COMMIT", "COMMIT")
        .sends("drop table a", "DROP TABLE")
        .sends("delete from \"schema_migrations\" where version = $1", "DELETE 1", "20240101");
    assertThat(migrations("dbmate"))
        .containsExactly(
            "20240101[create table a (id int)] 4", "20240101[drop table a] taken back 2");
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
    assertThat(migrations("prisma"))
        .containsExactly(
            "1_init[create table a (id int)] 4", "2_next[alter table b add c int] unfinished 2");
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
    assertThat(migrations("golang-migrate"))
        .containsExactly("1[create table a1 (id int)] 9", "2[create table a2 (id int)] 9");
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
    assertThat(migrations("goose")).containsExactly("3[create table a (id int)] 3");
  }
}
