package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoryRunTest {
  private EmbeddedPostgres server;

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(TransactionMode.class)
  void undoesTheMigrationThatFailsAndGoesOn(TransactionMode mode) throws SQLException {
    assertThat(
            replay(
                history(
                    mode,
                    migration(mode, "create table a ()", "set search_path = public"),
                    migration(mode, "create table b ()", "create table a ()", "create table c ()"),
                    migration(mode, "create table b ()", "create table d ()"))))
        .containsExactly(
            "works",
            "works",
            "works",
            "42P07 relation \"a\" already exists",
            "works",
            "works",
            "schema public",
            "table public.a ()",
            "table public.b ()",
            "table public.d ()");
  }

  @Test
  void undoesWhatAMigrationCommittedByItself() throws SQLException {
    TransactionMode mode = TransactionMode.PER_MIGRATION;
    assertThat(
            replay(
                history(
                    mode,
                    migration(mode, "create table a ()"),
                    migration(mode, "create table b ()", "commit", "select 1 / 0"),
                    migration(mode, "create table b ()"))))
        .contains("22012 division by zero", "table public.a ()", "table public.b ()")
        .doesNotContain("42P07 relation \"b\" already exists");
  }

  @Test
  void saysThatConcurrentlyNeedsToBeOutsideOfATransaction() throws SQLException {
    String index = "create index concurrently i on a (n)";
    assertThat(
            replay(
                history(
                    TransactionMode.IMPLICIT_STRING,
                    migration(TransactionMode.IMPLICIT_STRING, "create table a (n integer)"),
                    migration(TransactionMode.IMPLICIT_STRING, index, "select 1"),
                    migration(TransactionMode.IMPLICIT_STRING, index))))
        .startsWith(
            "works",
            "25001 CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
            "works")
        .contains("index public.i on public.a using btree (n)");
  }

  @Test
  void findsTheStatementForWhichAWholeTextIsRefused() throws SQLException {
    TransactionMode mode = TransactionMode.IMPLICIT_STRING;
    assertThat(replay(history(mode, migration(mode, "create table a ()", "creat é", "select 1"))))
        .containsExactly("works", "42601 syntax error at or near \"creat\"", "schema public");
  }

  @Test
  void answersTheEndOfATransactionThatFails() throws SQLException {
    TransactionMode mode = TransactionMode.PER_MIGRATION;
    assertThat(
            replay(
                history(
                    mode,
                    migration(mode, "create table a (id integer primary key)"),
                    migration(
                        mode,
                        "create table b (a integer references a deferrable initially deferred)",
                        "insert into b values (1)"))))
        .contains(
            "works",
            "end: 23503 insert or update on table \"b\" violates foreign key"
                + " constraint \"b_a_fkey\"")
        .doesNotContain("table public.b (a)");
  }

  @Test
  void undoesRolesThatAreNoPartOfADatabase() throws SQLException {
    TransactionMode mode = TransactionMode.PER_STATEMENT;
    assertThat(
            replay(
                history(
                    mode,
                    migration(mode, "create role one"),
                    migration(mode, "create role two", "select 1 / 0"),
                    migration(mode, "create role two", "drop role one, two"))))
        .containsExactly(
            "works", "works", "22012 division by zero", "works", "works", "schema public");
  }

  @Test
  void keepsTheStateOfTheConnectionAcrossMigrations() throws SQLException {
    TransactionMode mode = TransactionMode.PER_STATEMENT;
    assertThat(
            replay(
                history(
                    mode,
                    migration(mode, "create schema app", "set search_path = app"),
                    migration(mode, "create table lost ()", "select 1 / 0"),
                    migration(mode, "create table kept ()"))))
        .contains("table app.kept ()")
        .doesNotContain("table app.lost ()");
  }

  /// The answers in order, then the structure.
  private List<String> replay(History history) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (HistoryRun replay = HistoryRun.on(server, history, List.of())) {
      for (RehearsedMigration migration : replay.run()) {
        migration.answers().forEach(answer -> lines.add(answer.toString()));
        if (migration.end() != null) {
          lines.add("end: " + migration.end());
        }
      }
      try (Connection reader = replay.database().connect(new Properties())) {
        lines.addAll(CatalogReader.read(reader));
      }
    }
    return lines;
  }

  private static History history(TransactionMode mode, Migration... migrations) {
    Runner runner =
        new Runner(
            "test", "Test", OrderBy.NAME, mode, false, "", "", ConnectionReset.NOTHING, List.of());
    return new History(".", runner, List.of(migrations), List.of(), List.of(), null);
  }

  private static Migration migration(TransactionMode mode, String... statements) {
    SourceFile file = new SourceFile("migration.sql", String.join("; ", statements));
    List<Statement> spans = new ArrayList<>();
    int at = 0;
    for (String statement : statements) {
      spans.add(new Opaque(null, "", null, file.span(at, at + statement.length())));
      at += statement.length() + 2;
    }
    Span all = file.span(0, file.text().length());
    boolean alone = mode == TransactionMode.PER_STATEMENT;
    List<Span> messages = alone ? spans.stream().map(Statement::span).toList() : List.of(all);
    Script script = new Script(all, spans, List.of(), messages);
    return new Migration(
        file.path(),
        file.path(),
        MigrationKind.VERSIONED,
        null,
        List.of(),
        script,
        null,
        mode,
        null,
        null);
  }
}
