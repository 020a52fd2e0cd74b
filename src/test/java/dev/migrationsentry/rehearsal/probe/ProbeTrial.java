package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database with rows, and a migration that meets them.
///
/// @param answers what the probes answered
/// @param plan the probes
/// @param failure the code with which the server refused the migration, or null when it worked
/// @param message what the server said then
record ProbeTrial(
    ProbePlan plan, List<ProbeAnswer> answers, @Nullable String failure, String message) {

  /// Asks a database, and then runs the migration in it and takes it back.
  static ProbeTrial of(EmbeddedPostgres server, String database, String migration)
      throws SQLException {
    LiveDatabase live = new LiveDatabase(server.address(database), Duration.ofSeconds(60));
    Snapshot snapshot = Snapshot.of(live, Clock.systemUTC());
    ProbePlan plan = plan(snapshot, migration);
    List<ProbeAnswer> answers = new ProbeRun(Duration.ofSeconds(60)).ask(live, plan);
    try (Connection connection = server.connect(database);
        java.sql.Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.execute(migration);
        statement.execute("set constraints all immediate");
        return new ProbeTrial(plan, answers, null, "");
      } catch (SQLException e) {
        return new ProbeTrial(plan, answers, e.getSQLState(), String.valueOf(e.getMessage()));
      } finally {
        connection.rollback();
      }
    }
  }

  /// The probes of a migration on a database.
  static ProbePlan plan(Snapshot snapshot, String migration) {
    CatalogSchema schema =
        CatalogSchema.of(snapshot.definitions(), FreshDatabase.create(snapshot.major()));
    if (!schema.failed().isEmpty()) {
      throw new IllegalStateException("not understood: " + schema.failed());
    }
    Database now = schema.database();
    List<Probes.Sent> sent = new ArrayList<>();
    for (Statement statement : SqlReader.read(new SourceFile("db/2.sql", migration))) {
      Outcome outcome = Executor.execute(statement, now);
      sent.add(new Probes.Sent("2.sql", statement, now, outcome));
      now =
          switch (outcome) {
            case Outcome.Done done -> done.after();
            case Outcome.Unknown unknown -> unknown.after();
            case Outcome.Fails fails ->
                throw new IllegalStateException(
                    statement.span().text() + ": " + fails.error().message());
          };
    }
    return Probes.of(sent, snapshot.tables());
  }

  /// Whether a verdict is among the answers.
  boolean has(Verdict verdict) {
    return answers.stream().anyMatch(answer -> answer.verdict() == verdict);
  }

  /// All that was asked and answered, for people who look into a difference.
  String told() {
    StringBuilder told = new StringBuilder();
    for (ProbeAnswer answer : answers) {
      told.append(answer.verdict())
          .append(' ')
          .append(answer.probe().kind())
          .append(' ')
          .append(answer.keys())
          .append(' ')
          .append(answer.sqlState())
          .append(' ')
          .append(answer.why())
          .append("\n  ")
          .append(answer.probe().requirement())
          .append("\n  ")
          .append(answer.probe().question())
          .append("\n  ")
          .append(answer.probe().keys())
          .append('\n');
    }
    plan.unprobed()
        .forEach(one ->
            told.append("not asked: ")
                .append(one.requirement())
                .append(": ")
                .append(one.why())
                .append('\n'));
    return told.append("server: ").append(failure).append(' ').append(message).toString();
  }
}
