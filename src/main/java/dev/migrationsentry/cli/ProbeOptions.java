package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.rehearsal.probe.ProbePlan;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.probe.ProbeRun;
import dev.migrationsentry.rehearsal.rows.FilledTable;
import dev.migrationsentry.rehearsal.rows.SyntheticRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether, and how, production is asked about its rows.
final class ProbeOptions {
  /// What connecting may take beside the questions.
  private static final int CONNECTING = 5;

  private static final int MOST_ROWS = 100_000;

  @Option(
      names = "--probe",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Asks this database whether its rows break a pending migration: in one transaction that only reads. Without a URL the one in DATABASE_URL.")
  private @Nullable String probe;

  @Option(
      names = "--probe-budget",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long all questions of --probe together may take, the cheapest first. Default: 30.")
  private int budget = 30;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Puts N synthetic rows that respect the constraints into each table that pending migrations touch, before they run. Default: 0.")
  private int rows;

  @Option(
      names = "--rows-seed",
      paramLabel = "SEED",
      defaultValue = "0",
      description = "Other values in the rows of --rows. Default: 0.")
  private int seed;

  /// Puts synthetic rows into a throw-away database, if that is wanted.
  ///
  /// @param tables the tables that are to get rows
  List<FilledTable> fill(DatabaseUrl database, List<String> tables) throws SQLException {
    if (rows < 0 || rows > MOST_ROWS || seed < 0 || seed > MOST_ROWS) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--rows and --rows-seed take numbers from 0 to " + MOST_ROWS + ".");
    }
    if (rows == 0) {
      return List.of();
    }
    try (Connection connection = database.connect(new Properties())) {
      return SyntheticRows.fill(connection, tables, rows, seed);
    }
  }

  /// Says so when production is to be asked and nothing is pending there.
  ///
  /// @param pending whether something starts from more than an empty database
  /// @throws EnvironmentProblem when --probe is given without
  void require(boolean pending) {
    if (probe != null && !pending) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "--probe asks about what is pending in a database: name that, or its snapshot or revision, with --from.");
    }
  }

  /// Asks production if that is wanted.
  ///
  /// @param synthetic the tables of the throw-away database that were to get rows
  /// @throws EnvironmentProblem when no database is given
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when it can't be reached
  ProbeReport ask(ProbePlan plan, List<FilledTable> synthetic, Terminal terminal) {
    String written = probe;
    if (written == null) {
      return new ProbeReport(plan, false, List.of(), synthetic);
    }
    if (budget < 1) {
      throw new EnvironmentProblem(ExitCode.USAGE, "--probe-budget takes seconds, from 1 on.");
    }
    String given =
        written.isEmpty() ? terminal.environment().get(DatabaseOptions.VARIABLE) : written;
    if (given == null || given.isBlank()) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "No database is given to ask: name its URL behind --probe, or set "
              + DatabaseOptions.VARIABLE
              + ".");
    }
    DatabaseUrl url = DatabaseUrl.parse(given);
    url.changes().forEach(change -> terminal.err().println("database URL: " + change));
    LiveDatabase database = new LiveDatabase(url, Duration.ofSeconds(budget + CONNECTING));
    return new ProbeReport(
        plan, true, new ProbeRun(Duration.ofSeconds(budget)).ask(database, plan), synthetic);
  }
}
