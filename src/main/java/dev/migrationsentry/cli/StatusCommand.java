package dev.migrationsentry.cli;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.gate.GatePlan;
import dev.migrationsentry.gate.Switch;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.EditEffects;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.ledger.PastRealState;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Reruns;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `status`: where the migrations of a project stand in a database.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the migrations of a project with what a database records: which have run, which are pending, which were edited after they ran, and which the database alone knows. Only reads."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry status                             in the database of DATABASE_URL",
      "  migration-sentry status --database production.json  in the database of a snapshot",
      "  migration-sentry status --deployed v1.4             what was edited after v1.4",
      "  migration-sentry status --format json --fail-on-pending",
      "",
      "Exit codes: 0 fine; 1 something failed, diverged or is unknown, or is pending with",
      "--fail-on-pending; 2 wrong usage or environment; 3 no history was found."
    })
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(names = "--fail-on-pending", description = "Exit with 1 when migrations are pending.")
  private boolean failOnPending;

  @Option(
      names = "--deployed",
      paramLabel = "COMMIT",
      description =
          "The commit that is deployed. Migrations that have run are compared with it where the ledger records no checksums. Default: the earliest commit that can have been deployed.")
  private @Nullable String deployed;

  private enum Format {
    TEXT,
    JSON
  }

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Supplier<LiveWorld> reading = live.begin(terminal);
    Discovery.Found found = histories.find(terminal);
    LiveWorld world = reading.get();
    DatabaseStatus all = status(histories, found, world, deployed, terminal);
    World empty = prelude.applyTo(world.snapshot().major());
    DatabaseStatus status =
        all.with(
                EditEffects.added(
                    all.histories(), empty, world, contents -> histories.with(terminal, contents)))
            .stamped(PastRealState.in(all.histories(), empty, world));
    switch (format) {
      case TEXT -> terminal.out().print(StatusText.render(status));
      case JSON -> StatusJson.write(status, terminal.out());
    }
    terminal.out().flush();
    boolean wrong = !status.reasons().isEmpty();
    boolean pending = failOnPending && !status.in(State.PENDING).isEmpty();
    return wrong || pending ? ExitCode.FOUND : ExitCode.FINE;
  }

  /// Where the histories stand in a database.
  ///
  /// @param deployed the commit that is deployed, or null
  static DatabaseStatus status(
      HistoryOptions histories,
      Discovery.Found found,
      LiveWorld world,
      @Nullable String deployed,
      Terminal terminal) {
    DatabaseStatus status =
        DatabaseStatus.of(
            world,
            compared(histories, found.histories(), world, deployed),
            found.histories().stream()
                .flatMap(history -> Reruns.of(history, world).stream())
                .toList(),
            histories.configuration(terminal).require());
    return Switch.of(terminal.environment()) == Switch.OFF
        ? status.lagging(
            "The schema may lag the code: "
                + GatePlan.SKIP
                + " is set, which switches migrations off.")
        : status;
  }

  private static List<HistoryStatus> compared(
      HistoryOptions histories, List<History> all, LiveWorld world, @Nullable String deployed) {
    try (ProjectContents contents = ProjectContents.open(histories.folder(), deployed)) {
      List<HistoryStatus> compared = new ArrayList<>();
      for (History history : all) {
        compared.add(
            HistoryStatus.of(history, Ledgers.recording(history, world.ledgers()), contents));
      }
      return compared;
    } catch (GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
