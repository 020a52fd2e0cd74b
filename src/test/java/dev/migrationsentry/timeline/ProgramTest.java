package dev.migrationsentry.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.migration.Program.Ending;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Migrations that are code.
final class ProgramTest {
  private static final Runner RUNNER =
      new Runner(
          "code",
          "Code",
          OrderBy.NAME,
          TransactionMode.PER_MIGRATION,
          false,
          "commit in it",
          "stops",
          ConnectionReset.NOTHING,
          List.of());

  private final List<String> answers = new ArrayList<>();

  @Test
  void aFailureThatTheCodeSwallowsAbortsTheTransaction() {
    Timeline timeline =
        replay(connection -> {
          send(connection, "create table clients (id bigint)");
          send(connection, "alter table missing add column name text");
          send(connection, "create table orders (id bigint)");
          return Ending.REACHED;
        });

    assertThat(answers).containsExactly("works", "42P01", "25P02");
    assertThat(timeline.failures()).isEqualTo(1);
    assertThat(timeline.statements()).isEqualTo(3);
  }

  @Test
  void aSavepointKeepsTheTransactionAlive() {
    replay(
        connection -> {
          send(connection, "savepoint s");
          send(connection, "alter table missing add column name text");
          send(connection, "rollback to savepoint s");
          send(connection, "create table orders (id bigint)");
          return Ending.REACHED;
        },
        connection -> {
          send(connection, "select id from orders");
          return Ending.REACHED;
        });

    assertThat(answers).containsExactly("works", "42P01", "works", "works", "works");
  }

  @Test
  void outsideOfATransactionAFailureCostsOneStatement() {
    replay(connection -> {
      connection.commit();
      send(connection, "alter table missing add column name text");
      send(connection, "create table orders (id bigint)");
      connection.begin();
      return Ending.REACHED;
    });

    assertThat(answers).containsExactly("42P01", "works");
  }

  @Test
  void whatMayNotBeSentIsUncertainAfterwards() {
    replay(connection -> {
      connection.doubt(read("create table orders (id bigint)"), "it depends on the rows");
      send(connection, "insert into orders (id) values (1)");
      return Ending.REACHED;
    });

    assertThat(answers).containsExactly("unknown", "unknown");
  }

  @Test
  void codeThatFollowsAFailedMigrationIsAFollowUp() {
    replay(
        connection ->
            send(connection, "create table orders (id bigint)")
                    && send(connection, "create table lines (id missing_type)")
                ? Ending.REACHED
                : Ending.BROKEN_OFF,
        connection ->
            send(connection, "create index on orders (id)") ? Ending.REACHED : Ending.BROKEN_OFF);

    assertThat(answers).containsExactly("works", "42704", "42P01 follows");
  }

  @Test
  void aMistakeWhileCodeRunsEndsThatMigrationAlone() {
    replay(
        connection -> {
          throw new IllegalStateException("a mistake");
        },
        connection -> {
          send(connection, "create table orders (id bigint)");
          return Ending.REACHED;
        });

    assertThat(answers).containsExactly("fault", "works");
  }

  private Timeline replay(Program... programs) {
    List<Migration> migrations = new ArrayList<>();
    for (Program program : programs) {
      String name = "migration" + migrations.size();
      SourceFile file = new SourceFile(name + ".py", "code");
      migrations.add(
          new Migration(
              name,
              name,
              MigrationKind.VERSIONED,
              null,
              List.of(),
              new Script(file.span(0, 4), program),
              null,
              TransactionMode.PER_MIGRATION,
              null,
              null));
    }
    History history = new History(".", RUNNER, migrations, List.of(), List.of(), null);
    return Replay.of(history, World.empty(18), (step, soFar) -> answers.add(answer(step)));
  }

  private static Statement read(String sql) {
    return SqlReader.read(new SourceFile("sent.py", sql)).getFirst();
  }

  private static boolean send(Connection connection, String sql) {
    return !(connection.execute(read(sql)) instanceof Outcome.Fails);
  }

  private static String answer(Step step) {
    return switch (step.outcome()) {
      case Outcome.Done ignored -> "works";
      case Outcome.Unknown unknown -> Fault.in(unknown) == null ? "unknown" : "fault";
      case Outcome.Fails(ServerError error) ->
          error.sqlState() + (step.followUp() ? " follows" : "");
    };
  }
}
