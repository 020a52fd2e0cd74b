package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verifies databases that the migrations of other projects have made themselves: whatever is said
/// to be missing or different is a false alarm. Takes the system properties of [ReplayRun].
final class VerificationRun {
  private VerificationRun() {}

  static void main() throws IOException {
    int major = Integer.getInteger("replay.postgres", 18);
    Map<String, String> placeholders = new HashMap<>();
    for (String pair : System.getProperty("replay.placeholders", "").split(",", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2) {
        placeholders.put(parts[0], parts[1]);
      }
    }
    for (String item : System.getProperty("replay.histories", "examples").split(",", -1)) {
      String[] parts = item.strip().split("=", 2);
      List<Statement> prelude =
          parts.length == 1
              ? List.of()
              : SqlReader.read(new SourceFile(parts[1], Files.readString(Path.of(parts[1]))));
      Discovery discovery =
          Histories.find(DirectoryFiles.open(Path.of(parts[0])), new Options(null, placeholders));
      if (discovery instanceof Discovery.Found found) {
        for (History history : found.histories()) {
          String name = Path.of(parts[0]).getFileName() + " " + history.path();
          try (EmbeddedPostgres server = TestServers.start(major)) {
            verify(name, server, history, prelude);
          } catch (SQLException | RuntimeException e) {
            IO.println(name + ": NOT VERIFIED " + e);
          }
        }
      } else {
        IO.println(parts[0] + ": nothing");
      }
    }
  }

  private static World world(int major, List<Statement> prelude) {
    World world = World.empty(major);
    for (Statement statement : prelude) {
      try {
        world = world.after(List.of(statement));
      } catch (IllegalArgumentException refused) {
        System.err.println(refused.getMessage());
      }
    }
    return world;
  }

  private static void verify(
      String name, EmbeddedPostgres server, History history, List<Statement> prelude)
      throws SQLException {
    World empty = world(server.major(), prelude);
    IdentityHashMap<Migration, List<Predicted>> outcomes = new IdentityHashMap<>();
    Replay.of(
        history,
        empty,
        (step, soFar) ->
            outcomes
                .computeIfAbsent(step.migration(), ignored -> new ArrayList<>())
                .add(new Predicted(step.statement(), step.outcome())));
    try (HistoryRun replay = HistoryRun.on(server, SentByCode.in(history, outcomes), prelude)) {
      List<Ledger.Row> rows = new ArrayList<>();
      int failed = 0;
      for (RehearsedMigration one : replay.run()) {
        if (one.failure() == null) {
          rows.add(new Ledger.Row(one.migration().id(), null, null, Ledger.Ending.APPLIED, null));
        } else {
          failed++;
        }
      }
      Snapshot snapshot =
          Snapshot.of(
              new LiveDatabase(replay.database(), Duration.ofSeconds(60)), Clock.systemUTC());
      LiveWorld made = LiveWorld.of("made", snapshot);
      Ledger ledger = new Ledger("public.made", history.framework(), "", Ledger.Extent.EACH, rows);
      LiveWorld live = new LiveWorld("made", snapshot, made.schema(), List.of(ledger));
      long start = System.nanoTime();
      Verification verification =
          Verification.of(
              List.of(history),
              live,
              new Verification.Given(empty, prelude, List.of(), TestServers::start));
      long millis = (System.nanoTime() - start) / 1_000_000;
      IO.println(
          name
              + ": "
              + verification.applied()
              + " applied, "
              + failed
              + " failed, "
              + snapshot.definitions().size()
              + " definitions, "
              + verification.wanting().size()
              + " FALSE, "
              + verification.beyond().size()
              + " beyond, uncertain "
              + verification.uncertain()
              + ", "
              + live.schema().failed().size()
              + " not understood, "
              + verification.expressions().compared()
              + " expressions, "
              + verification.expressions().different().size()
              + " FALSEX, not compared: "
              + verification.expressions().why()
              + ", "
              + millis
              + " ms");
      live.schema().failed().forEach(line -> IO.println("  NU " + firstLine(line)));
      verification.wanting().forEach(one -> IO.println("  W " + one.difference()));
      verification
          .expressions()
          .different()
          .forEach(one ->
              IO.println(
                  "  X "
                      + one.object()
                      + "\n     E "
                      + firstLine(one.expected())
                      + "\n     A "
                      + firstLine(one.actual())));
      verification.beyond().stream().limit(8).forEach(one -> IO.println("  B " + one.actual()));
    }
  }

  private static String firstLine(@Nullable String text) {
    String line = String.valueOf(text).replace('\n', ' ');
    return line.length() < 300
        ? line
        : line.substring(0, 140) + " … " + line.substring(line.length() - 140);
  }
}
