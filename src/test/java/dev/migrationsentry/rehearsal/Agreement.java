package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.schema.Description;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Properties;

/// How the prediction of a history agrees with a server.
///
/// @param history the history
/// @param outcomes the outcomes of its statements
/// @param structure the final schemas
/// @param predictMillis how long the prediction took, without reading
/// @param serverMillis how long the server took
public record Agreement(
    History history,
    Comparison outcomes,
    SchemaDifference structure,
    long predictMillis,
    long serverMillis) {

  /// Predicts a history and replays it.
  ///
  /// @param server a server that has no other replay
  /// @param world the database from which the prediction starts, for the server's major
  /// @param prelude the statements by which the server's database becomes that world
  public static Agreement of(
      EmbeddedPostgres server, History history, World world, List<Statement> prelude)
      throws SQLException {
    return of(server, history, world, prelude, database -> {});
  }

  /// Looks at the database that a replay has left.
  @FunctionalInterface
  interface Visit {
    void look(DatabaseUrl database) throws SQLException;
  }

  /// Predicts a history, replays it, and lets somebody look at the result.
  static Agreement of(
      EmbeddedPostgres server, History history, World world, List<Statement> prelude, Visit visit)
      throws SQLException {
    long start = System.nanoTime();
    IdentityHashMap<Migration, List<Predicted>> outcomes = new IdentityHashMap<>();
    Timeline timeline =
        Replay.of(
            history,
            world,
            (step, soFar) ->
                outcomes
                    .computeIfAbsent(step.migration(), ignored -> new ArrayList<>())
                    .add(new Predicted(step.statement(), step.outcome())));
    long predicted = System.nanoTime();
    History sent = SentByCode.in(history, outcomes);
    try (HistoryRun replay = HistoryRun.on(server, sent, prelude)) {
      long ready = System.nanoTime();
      List<RehearsedMigration> actual = replay.run();
      long ran = System.nanoTime();
      visit.look(replay.database());
      return new Agreement(
          history,
          Comparison.of(migration -> outcomes.getOrDefault(migration, List.of()), actual),
          SchemaDifference.between(Description.of(timeline.after().schema()), structure(replay)),
          (predicted - start) / 1_000_000,
          (ran - ready) / 1_000_000);
    }
  }

  /// The structure of the database as it is now.
  private static List<String> structure(HistoryRun run) throws SQLException {
    try (Connection reader = run.database().connect(new Properties())) {
      return CatalogReader.read(reader);
    }
  }

  /// Whether nothing differs, neither an outcome nor a line.
  public boolean isWhole() {
    return outcomes.disagreements().isEmpty() && structure.isEmpty();
  }

  /// What differs, one line each; empty when nothing does.
  public String differences() {
    StringBuilder text = new StringBuilder();
    outcomes.disagreements().forEach(one -> text.append("- ").append(one).append('\n'));
    structure
        .onlyPredicted()
        .forEach(line -> text.append("- only predicted: ").append(line).append('\n'));
    structure
        .onlyActual()
        .forEach(line -> text.append("- only actual: ").append(line).append('\n'));
    return text.toString();
  }
}
