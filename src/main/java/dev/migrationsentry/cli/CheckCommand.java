package dev.migrationsentry.cli;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.platform.Deployment;
import dev.migrationsentry.report.JsonReport;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.report.TextReport;
import dev.migrationsentry.rule.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `check`: replays the histories of a project in a model of PostgreSQL and says what will break.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the whole migration history of a project, plays it forward statement by statement in a model of PostgreSQL, "
          + "and names every statement that PostgreSQL will refuse, with the cause. Needs no database, no container and no configuration."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry check                        the project in this folder",
      "  migration-sentry check db --framework goose   one folder, its runner named",
      "  migration-sentry check --since v1.4           hazards in what is new only",
      "  migration-sentry check --deployed v1.4        and what was edited after v1.4",
      "  migration-sentry check --against-branch main  as it will be when merged",
      "  migration-sentry check --from 4f2a9c          what is pending after 4f2a9c",
      "  migration-sentry check --from production.json what is pending in production",
      "  migration-sentry check --format json          for programs",
      "",
      "Exit codes: 0 fine; 1 findings at or above --fail-on; 2 wrong usage or",
      "environment; 3 no history, or one that could not be read."
    })
final class CheckCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    JSON
  }

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private WorldOptions worlds = new WorldOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--deployed",
      paramLabel = "COMMIT",
      description =
          "The commit that is deployed: the same as --since, and what was edited after it is told.")
  private @Nullable String deployed;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description =
          "The least severity that makes the exit code 1: error, warning or note. Default: error.")
  private Severity failOn = Severity.ERROR;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Configuration configuration = histories.configuration(terminal);
    histories.compareWith(deployed);
    Discovery.Found found = histories.find(terminal);
    List<String> leftOut = new ArrayList<>();
    found.leftOut().forEach(one -> leftOut.add(one.path() + " " + one.why()));
    Report checked =
        Sentry.check(
            found.histories(),
            worlds.of(found.histories(), configuration.postgres(), prelude::applyTo, terminal),
            leftOut);
    Deployment deployment = DeployLint.of(histories.files(), found.histories(), terminal);
    Report report =
        checked
            .deployed(deployment.findings(), deployment.leftOut())
            .judged(RuleSettings.of(configuration));
    switch (format) {
      case TEXT -> terminal.out().print(TextReport.render(report, new Style(terminal.coloured())));
      case JSON -> JsonReport.write(report, Version.current(), terminal.out());
    }
    terminal.out().flush();
    if (report.unjudged()) {
      return ExitCode.UNJUDGED;
    }
    return report.reaches(failOn) ? ExitCode.FOUND : ExitCode.FINE;
  }
}
