package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.gate.DatabaseLock;
import dev.migrationsentry.gate.JoinedLock;
import dev.migrationsentry.gate.LockAttempt;
import dev.migrationsentry.gate.LockRequest;
import dev.migrationsentry.gate.LockTiming;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LedgerTarget;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.MigrationRun;
import dev.migrationsentry.runner.RunPlan;
import dev.migrationsentry.runner.RunSettings;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `migrate`: runs the pending migrations of a SQL history.
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the pending migrations of a project whose migrations are SQL files, each together with its row in the ledger: in one transaction, or, where PostgreSQL allows none, step by step so that the next run goes on at the right one. "
          + "The ledger of the project's own runner is used where there is one; otherwise the table of that runner, or migration_sentry_migrations for a plain folder, is made."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry migrate                       the project here, in DATABASE_URL",
      "  migration-sentry migrate db postgresql://app@db.example/shop",
      "  migration-sentry migrate --dry-run             what would run, and what stops it",
      "  migration-sentry migrate --lock-timeout 2s --lock-retries 10",
      "  migration-sentry migrate --force --ack 002_email.sql:1f0c…",
      "                            go on although an applied file was edited; the edit is",
      "                            skipped",
      "  migration-sentry migrate --settle 007_index.sql:2:again",
      "                            answer what became of a statement that nothing tells",
      "",
      "Exit codes: 0 all has run, or nothing is pending; 1 a migration failed, or an",
      "edited, failed or unknown one stopped the run; 2 wrong usage or environment;",
      "3 something can't be run here, or no history was found; 4 somebody else held the",
      "lock for longer than --wait."
    })
final class MigrateCommand implements Callable<Integer> {
  private static final String APPLICATION = LockRequest.APPLICATION + " migrate";

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "URL",
      description = "The database. Default: the one in DATABASE_URL.")
  private @Nullable String url;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private RunnerOptions runner = new RunnerOptions();

  @Option(names = "--dry-run", description = "Say what would run and what stops it; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Go on although applied files were edited, namely those that --ack names; their edits are skipped, not run.")
  private boolean force;

  @Option(
      names = "--ack",
      paramLabel = "FILE:CHECKSUM",
      description =
          "With --force: an edited file and its checksum as it is now, as the refusal shows both. May be given several times.")
  private List<String> acks = List.of();

  @Option(
      names = "--allow-unknown",
      description = "Go on although the ledger names migrations that are not here.")
  private boolean allowUnknown;

  @Option(
      names = "--out-of-order",
      description =
          "Run migrations that sort before ones that have run, also where the project's runner refuses that.")
  private boolean outOfOrder;

  @Option(
      names = "--take-over",
      description =
          "End another run that holds the lock, provided that it is dead: its process gives no sign of life.")
  private boolean takeOver;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  private enum Format {
    TEXT,
    JSON
  }

  MigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (force != !acks.isEmpty()) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "--force and --ack FILE:CHECKSUM go together: each edited file is named with the checksum that it has now.");
    }
    try (Interruption interruption = Interruption.listen()) {
      return run(interruption);
    }
  }

  private int run(Interruption interruption) throws IOException {
    RunSettings settings = runner.settings();
    History history = history();
    DatabaseUrl target = DatabaseOptions.url(url, terminal);
    try (ProjectContents contents = ProjectContents.open(histories.folder(), null)) {
      RunPlan plan = plan(history, target, contents);
      MigrateResult result;
      if (dryRun || !plan.mayRun() || plan.pending().isEmpty()) {
        result = new MigrateResult(target.toString(), plan, List.of(), null, dryRun);
      } else {
        result = underLock(history, target, contents, plan, settings, interruption);
      }
      switch (format) {
        case TEXT -> terminal.out().print(MigrateText.render(result, terminal));
        case JSON -> MigrateJson.write(result, terminal.out());
      }
      terminal.out().flush();
      return result.exitCode();
    } catch (GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      // Not handed on: the process ends, and says why.
      terminal.err().println("Interrupted while waiting for the lock; nothing was run.");
      return ExitCode.FOUND;
    }
  }

  private History history() {
    List<History> found = histories.find(terminal).histories();
    if (found.size() != 1) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "There are "
              + found.size()
              + " histories here; name the folder of the one to run: "
              + String.join(", ", found.stream().map(History::path).toList())
              + ".");
    }
    History history = found.getFirst();
    if (history.isEmpty()) {
      throw new EnvironmentProblem(
          ExitCode.UNJUDGED, "There is no migration in " + history.path() + ".");
    }
    return history;
  }

  private MigrateResult underLock(
      History history,
      DatabaseUrl target,
      ProjectContents contents,
      RunPlan before,
      RunSettings settings,
      Interruption interruption)
      throws InterruptedException {
    LedgerTarget ledger = before.ledger();
    if (ledger == null) {
      return new MigrateResult(target.toString(), before, List.of(), null, false);
    }
    String shown = ledger.shown();
    int dot = shown.indexOf('.');
    LockRequest request =
        new LockRequest(
            target,
            shown.substring(0, dot),
            shown.substring(dot + 1),
            OptionalLong.empty(),
            runner.longestWait(),
            takeOver,
            APPLICATION,
            LockTiming.USUAL);
    MigrateLines lines = new MigrateLines(terminal);
    String tickets = terminal.environment().get(JoinedLock.VARIABLE);
    if (tickets != null) {
      Optional<Fence> joined = joined(request, tickets);
      if (joined.isPresent()) {
        List<MigrationOutcome> outcomes =
            run(target, before, joined.get(), settings, lines, interruption);
        return new MigrateResult(target.toString(), before, outcomes, "that of the gate", false);
      }
    }
    interruption.byThisThread();
    switch (DatabaseLock.acquire(request, lines)) {
      case LockAttempt.Busy busy -> throw new EnvironmentProblem(ExitCode.TIME_LIMIT, busy.why());
      case LockAttempt.Taken taken -> {
        try (DatabaseLock lock = taken.lock()) {
          // Somebody may have run them while this one waited.
          RunPlan plan = plan(history, target, contents);
          List<MigrationOutcome> outcomes =
              plan.mayRun() ? run(target, plan, lock, settings, lines, interruption) : List.of();
          return new MigrateResult(target.toString(), plan, outcomes, lock.describe(), false);
        }
      }
    }
  }

  /// The lock of the gate that runs this command, where it is the one that is needed.
  private static Optional<Fence> joined(LockRequest request, String tickets) {
    try {
      return JoinedLock.find(request, tickets);
    } catch (LockLostException e) {
      throw new EnvironmentProblem(ExitCode.FOUND, String.valueOf(e.getMessage()));
    }
  }

  private List<MigrationOutcome> run(
      DatabaseUrl target,
      RunPlan plan,
      Fence lock,
      RunSettings settings,
      MigrateLines lines,
      Interruption interruption) {
    LedgerTarget ledger = plan.ledger();
    if (ledger == null || plan.pending().isEmpty()) {
      return List.of();
    }
    lines.starts(plan);
    RunSettings own = target.schemas().isEmpty() ? settings : settings.searching(target.schemas());
    try (MigrationRun run =
        MigrationRun.open(target, database.limit(), APPLICATION, ledger, lock, own, lines)) {
      interruption.by(run::interrupt);
      return run.run(plan.pending());
    } catch (SQLException e) {
      throw new DatabaseProblem(
          "The migrations could not be run in "
              + target
              + " ("
              + target.redact(String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
              + ").");
    }
  }

  /// What is read of the database beside its ledgers.
  private record Read(List<LedgerTable> tables, String schema) {
    Read {
      tables = List.copyOf(tables);
    }
  }

  private RunPlan plan(History history, DatabaseUrl target, ProjectContents contents) {
    Read read =
        new LiveDatabase(target, database.limit())
            .read(connection -> {
              List<LedgerTable> tables = LedgerTable.read(connection);
              try (Statement statement = connection.createStatement()) {
                statement.execute("reset search_path");
                try (ResultSet rows = statement.executeQuery("select current_schema()")) {
                  String schema = rows.next() ? rows.getString(1) : null;
                  return new Read(tables, schema == null ? "public" : schema);
                }
              }
            });
    List<Ledger> ledgers = new ArrayList<>(Ledgers.of(read.tables()));
    HistoryStatus status = HistoryStatus.of(history, Ledgers.recording(history, ledgers), contents);
    String schema = target.schemas().isEmpty() ? read.schema() : target.schemas().getFirst();
    return RunPlan.of(
        status,
        read.tables(),
        contents,
        schema,
        new RunPlan.Permissions(acks, allowUnknown, outOfOrder));
  }
}
