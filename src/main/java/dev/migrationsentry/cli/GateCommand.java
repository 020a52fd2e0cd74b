package dev.migrationsentry.cli;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.GateSetting;
import dev.migrationsentry.gate.Gate;
import dev.migrationsentry.gate.GatePlan;
import dev.migrationsentry.gate.GateReport;
import dev.migrationsentry.rule.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gate`: lets a deploy through only when its migrations really worked.
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the migrations of a deploy by the project's own command, which stands behind --, and lets the deploy through only when they really worked: the ledger has reached the heads and the database has what the migrations make. "
          + "Migrations that are SQL files need no command: the built-in runner runs them. Stops at the first step that is not well, and says why. Never stamps, and never tries a failed migration again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry gate -- alembic upgrade head      and then: && exec server",
      "  migration-sentry gate --dry-run -- dbmate up       is this environment ready?",
      "  migration-sentry gate --dry-run --rehearse -- dbmate up",
      "                                                     and does the command work?",
      "",
      "Ends with '=== MIGRATION SENTRY: success ===' and 0, or with",
      "'=== MIGRATION SENTRY: stopped at STEP ===' and the exit code of the step:",
      "10 environment; 11 connection; 12 lock; 13 history; 14 check; 15 rehearsal;",
      "16 migrations; 17 ledger; 18 verify; 19 the command does not take its own",
      "command line; 21 a required object is missing; 4 a time limit; 2 wrong usage.",
      "MIGRATION_SENTRY_SKIP=1 in the environment switches migrations off, loudly."
    })
final class GateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final List<String> command;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(
      names = "--dry-run",
      description =
          "Do everything but the migrations, go on after a failed check, and show all of them.")
  private boolean dryRun;

  @Option(
      names = "--rehearse",
      description = "Run what is pending on a throw-away copy of the database's schema first.")
  private boolean rehearse;

  @Option(
      names = "--reconcile",
      description = "First write the rows of the ledger anew that are proved to be harmless.")
  private boolean reconcile;

  @Option(names = "--always", description = "Run the command although nothing is pending.")
  private boolean always;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long to wait for another gate that works on the same ledger; 0 for not at all. Default: 600.")
  private @Nullable Integer longestWait;

  @Option(
      names = "--take-over",
      description = "End another gate that is provably dead and still holds the lock.")
  private boolean takeOver;

  @Option(
      names = "--lock-key",
      paramLabel = "NUMBER",
      description =
          "The key of the advisory lock. Default: derived from the database and the ledger, and shown.")
  private @Nullable Long lockKey;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description =
          "The least severity of a finding about pending migrations that stops the gate: error, warning or note. Default: error.")
  private Severity failOn = Severity.ERROR;

  @Option(
      names = "--no-server",
      description =
          "Start no throw-away server to verify: defaults, conditions and bodies are then not compared.")
  private boolean withoutServer;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text or json. With json, what is said and what the command writes goes to standard error. Default: text.")
  private Format format = Format.TEXT;

  private enum Format {
    TEXT,
    JSON
  }

  /// @param command the command that runs the migrations, which stood behind `--`; empty for the
  ///   one of the configuration
  GateCommand(Terminal terminal, List<String> command) {
    this.terminal = terminal;
    this.command = command;
  }

  @Override
  public Integer call() throws IOException {
    Integer wait = longestWait;
    Long key = lockKey;
    if (wait != null && wait < 0) {
      throw new EnvironmentProblem(ExitCode.USAGE, "--wait takes seconds, from 0 on.");
    }
    Configuration configuration = histories.configuration(terminal);
    GateSetting settings = configuration.gate();
    Path folder = histories.directory().toAbsolutePath().normalize();
    GatePlan plan =
        new GatePlan(
            settings,
            command.isEmpty() ? settings.command() : command,
            folder,
            terminal.environment(),
            database.limit(),
            failOn,
            new GatePlan.Wishes(dryRun, rehearse, reconcile, always, !withoutServer),
            new GatePlan.LockWishes(
                wait == null ? null : Duration.ofSeconds(wait),
                takeOver,
                key == null ? OptionalLong.empty() : OptionalLong.of(key)));
    GateText text = new GateText(format == Format.TEXT ? terminal.out() : terminal.err());
    try (Interruption interruption = Interruption.listen()) {
      interruption.byThisThread();
      GateReport report =
          Gate.run(
              plan,
              new GatedProject(terminal, histories, prelude, servers, database, plan.command()),
              text);
      text.end(report);
      if (format == Format.JSON) {
        GateJson.write(report, terminal.out());
      }
      terminal.out().flush();
      return report.exitCode();
    }
  }
}
