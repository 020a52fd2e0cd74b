package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.catalog.SnapshotFile;
import dev.migrationsentry.ledger.LiveWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which database a command is about: a live one, or the snapshot of one.
final class LiveOptions {
  @Option(
      names = "--database",
      paramLabel = "URL|FILE",
      description = "The database, or the file of its snapshot. Default: the one in DATABASE_URL.")
  private @Nullable String written;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  /// Reads the database.
  ///
  /// @throws EnvironmentProblem when none is given
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when it can't be read
  LiveWorld open(Terminal terminal) {
    return open(written, database, terminal);
  }

  /// Whether a text names a live database or the file of a snapshot.
  static boolean isDatabase(String text) {
    return isUrl(text) || text.endsWith(".json") || Files.isRegularFile(Path.of(text));
  }

  private static boolean isUrl(String text) {
    return text.contains("://") || text.startsWith(DatabaseOptions.VARIABLE + "=");
  }

  /// Reads a database, or the file of a snapshot.
  ///
  /// @param text its URL or the file; null for the URL in the environment
  static LiveWorld open(@Nullable String text, DatabaseOptions database, Terminal terminal) {
    String given = text == null ? terminal.environment().get(DatabaseOptions.VARIABLE) : text;
    LiveWorld world =
        given != null && !isUrl(given) && isDatabase(given)
            ? LiveWorld.of(given, SnapshotFile.read(Path.of(given)))
            : LiveWorld.of(
                given == null ? "" : DatabaseUrl.parse(given).toString(),
                Snapshot.of(database.open(given, terminal), Clock.systemUTC()));
    world
        .schema()
        .failed()
        .forEach(line -> terminal.err().println(world.name() + ": not understood: " + line));
    return world;
  }
}
