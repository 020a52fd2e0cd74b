package dev.migrationsentry.rehearsal;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replays histories of other projects on throw-away servers and compares every outcome and the
/// final schema with the prediction; see CONTRIBUTING.md for how to run it.
///
/// System properties: `replay.histories`, folders separated by commas, each alone or as
/// `FOLDER=PRELUDE.sql` with statements that stand for what is there before the first migration;
/// `replay.postgres`, the major version; `replay.framework`, the runner where the layout does not
/// tell; `replay.home`, the folder of an installed server of that version, for histories that need
/// extensions which the embedded one lacks (it holds `bin`), and `replay.settings`, more settings
/// for it, `NAME=VALUE` separated by semicolons; `replay.placeholders`, values as `NAME=VALUE`
/// separated by commas. The process ends with 1 when an outcome or a line differs.
final class ReplayRun {
  private final int major;
  private final @Nullable String framework;
  private boolean skipped;

  private final Map<String, String> placeholders = new HashMap<>();

  private ReplayRun(int major, @Nullable String framework) {
    this.major = major;
    this.framework = framework;
  }

  static void main() throws IOException {
    String framework = System.getProperty("replay.framework", "");
    ReplayRun run =
        new ReplayRun(
            Integer.getInteger("replay.postgres", 18), framework.isEmpty() ? null : framework);
    for (String pair : System.getProperty("replay.placeholders", "").split(",", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2) {
        run.placeholders.put(parts[0], parts[1]);
      }
    }
    List<ReplayTable.Line> lines = new ArrayList<>();
    for (String item : System.getProperty("replay.histories", "examples").split(",", -1)) {
      String[] parts = item.strip().split("=", 2);
      lines.addAll(run.folder(Path.of(parts[0]), parts.length == 1 ? null : Path.of(parts[1])));
    }
    IO.print(ReplayTable.render(lines));
    boolean same = lines.stream().allMatch(line -> line.agreement().isWhole());
    System.exit(same && !run.skipped ? 0 : 1);
  }

  private List<ReplayTable.Line> folder(Path folder, @Nullable Path prelude) throws IOException {
    Discovery discovery =
        Histories.find(DirectoryFiles.open(folder), new Options(framework, placeholders));
    List<ReplayTable.Line> lines = new ArrayList<>();
    switch (discovery) {
      case Discovery.Nothing nothing -> System.err.println(nothing.message());
      case Discovery.Found found -> {
        for (History history : found.histories()) {
          String name = folder.getFileName() + " " + history.path();
          try {
            lines.add(new ReplayTable.Line(name, agreement(history, prelude)));
          } catch (SQLException e) {
            // The other histories can still be replayed.
            System.err.println(name + ": " + e.getMessage());
            skipped = true;
          }
          System.err.println("replayed " + name);
        }
      }
    }
    return lines;
  }

  /// Each history gets a server of its own, since roles outlive databases.
  private Agreement agreement(History history, @Nullable Path prelude)
      throws IOException, SQLException {
    List<Statement> statements = prelude == null ? List.of() : statements(prelude);
    try (EmbeddedPostgres server = server()) {
      return Agreement.of(server, history, world(statements), statements);
    }
  }

  private EmbeddedPostgres server() {
    String home = System.getProperty("replay.home", "");
    if (home.isEmpty()) {
      return TestServers.start(major);
    }
    String settings = System.getProperty("replay.settings", "");
    return TestServers.start(
        major, Path.of(home), settings.isEmpty() ? List.of() : List.of(settings.split(";", -1)));
  }

  /// The statements that make the database from which a history starts.
  private static List<Statement> statements(Path prelude) throws IOException {
    return SqlReader.read(new SourceFile(prelude.toString(), Files.readString(prelude)));
  }

  private World world(List<Statement> prelude) {
    World world = World.empty(major);
    Database database = world.database();
    for (Statement statement : prelude) {
      switch (Executor.execute(statement, database)) {
        case Outcome.Done done -> database = done.after();
        case Outcome.Fails(ServerError error) ->
            System.err.println(statement.span() + ": predicted " + error.message());
        case Outcome.Unknown unknown -> database = unknown.after();
      }
    }
    return new World(world.name(), database);
  }
}
