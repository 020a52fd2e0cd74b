package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.catalog.SnapshotFile;
import dev.migrationsentry.ledger.LiveWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
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

  /// Begins to read the database, so that the files can be read at the same time.
  ///
  /// @return what yields the same as [#open(Terminal)]
  Supplier<LiveWorld> begin(Terminal terminal) {
    LiveReading reading = reading(written, database, terminal);
    return () -> judged(reading.world(), terminal);
  }

  /// The URL of the live database, or null where the file of a snapshot is meant.
  @Nullable DatabaseUrl url(Terminal terminal) {
    String given = written == null ? terminal.environment().get(DatabaseOptions.VARIABLE) : written;
    return given == null || (!isUrl(given) && isDatabase(given)) ? null : DatabaseUrl.parse(given);
  }

  /// How long connecting, and then a transaction, may take.
  Duration limit() {
    return database.limit();
  }

  /// Whether a text names a live database or the file of a snapshot.
  static boolean isDatabase(String text) {
    return isUrl(text) || text.endsWith(".json") || Files.isRegularFile(Path.of(text));
  }

  private static boolean isUrl(String text) {
    return DatabaseUrl.isWritten(text) || text.startsWith(DatabaseOptions.VARIABLE + "=");
  }

  /// Reads a database, or the file of a snapshot.
  ///
  /// @param text its URL or the file; null for the URL in the environment
  static LiveWorld open(@Nullable String text, DatabaseOptions database, Terminal terminal) {
    return judged(reading(text, database, terminal).world(), terminal);
  }

  private static LiveReading reading(
      @Nullable String text, DatabaseOptions database, Terminal terminal) {
    String given = text == null ? terminal.environment().get(DatabaseOptions.VARIABLE) : text;
    if (given != null && !isUrl(given) && isDatabase(given)) {
      return new LiveReading(() -> LiveWorld.of(given, SnapshotFile.read(Path.of(given))));
    }
    String name = DatabaseOptions.url(given, terminal).toString();
    LiveDatabase live = database.open(given, terminal);
    return new LiveReading(() -> LiveWorld.of(name, Snapshot.of(live, Clock.systemUTC())));
  }

  /// Says what of a database can't be seen or understood.
  private static LiveWorld judged(LiveWorld world, Terminal terminal) {
    String hidden = world.hiddenLedger();
    if (hidden != null && world.ledgers().isEmpty()) {
      throw new EnvironmentProblem(ExitCode.UNJUDGED, hidden);
    } else if (hidden != null) {
      terminal.err().println(hidden);
    }
    world
        .schema()
        .failed()
        .forEach(line -> terminal.err().println(world.name() + ": not understood: " + line));
    return world;
  }
}
