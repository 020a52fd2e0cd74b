package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How live databases are read.
final class DatabaseOptions {
  /// Where the URL is read from when none is given.
  static final String VARIABLE = "DATABASE_URL";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long connecting to a database and reading it may take together. Default: 30.")
  private int timeout = 30;

  /// How long connecting, and then a transaction, may take.
  Duration limit() {
    return Duration.ofSeconds(timeout);
  }

  /// The database of a URL.
  ///
  /// @param written the URL, or null for the one in the environment
  /// @throws EnvironmentProblem when there is none
  LiveDatabase open(@Nullable String written, Terminal terminal) {
    if (timeout < 1) {
      throw new EnvironmentProblem(ExitCode.USAGE, "--timeout takes seconds, from 1 on.");
    }
    DatabaseUrl url = url(written, terminal);
    url.changes().forEach(change -> terminal.err().println("database URL: " + change));
    return new LiveDatabase(url, Duration.ofSeconds(timeout));
  }

  /// Where a database is.
  ///
  /// @param written the URL, or null for the one in the environment
  /// @throws EnvironmentProblem when there is none
  static DatabaseUrl url(@Nullable String written, Terminal terminal) {
    String text = written == null ? terminal.environment().get(VARIABLE) : written;
    if (text != null && !text.isBlank()) {
      return DatabaseUrl.parse(text, terminal.environment());
    }
    return DatabaseUrl.named(terminal.environment())
        .orElseThrow(() ->
            new EnvironmentProblem(
                ExitCode.USAGE,
                "No database is given: name its URL, or set "
                    + VARIABLE
                    + ", PGHOST or PGSERVICE."));
  }
}
