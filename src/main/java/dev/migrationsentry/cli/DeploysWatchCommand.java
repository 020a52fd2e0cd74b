package dev.migrationsentry.cli;

import dev.migrationsentry.deploys.DeployWatch;
import dev.migrationsentry.deploys.HealthChecks;
import dev.migrationsentry.deploys.HealthFinding;
import dev.migrationsentry.deploys.Judge;
import dev.migrationsentry.deploys.ShortCommit;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostProblem;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.host.Pause;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.report.Style;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deploys watch`: waits for the end of a deploy, and says what became of it.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Waits until a deploy ends. When it failed, its log is read and diagnosed; when it serves, the health checks of the configuration are made for as long as it says, and the database is verified when one is named."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry deploys watch                    the newest deploy",
      "  migration-sentry deploys watch --deploy dep-d4a75 --timeout 600",
      "",
      "Exit codes: 0 it serves and all checks pass; 1 it failed, was canceled, or a",
      "check does not pass; 2 wrong usage or environment, or the host can't be asked or",
      "answers wrongly; 4 it was still running at --timeout. What verify says counts:",
      "21 something is missing, 3 it can't be judged."
    })
final class DeploysWatchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private DeployOptions options = new DeployOptions();

  @Option(
      names = "--deploy",
      paramLabel = "ID",
      description = "The deploy. Default: the newest one.")
  private @Nullable String id;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description = "How long it waits for the end of the deploy. Default: 1800.")
  private int timeout = 1800;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long it waits between two questions to the host. Default: 10.")
  private int every = 10;

  @Option(
      names = "--database",
      paramLabel = "URL|FILE",
      description =
          "The database to verify after a success. Default: the one in the variable of the configuration (gate.database), if it is set.")
  private @Nullable String database;

  @Option(
      names = "--no-rehearsal",
      description =
          "Do not run the migrations of a failed deploy on a throw-away PostgreSQL: nothing is proved then.")
  private boolean withoutRehearsal;

  @Option(names = "--no-verify", description = "Verify no database.")
  private boolean withoutVerify;

  DeploysWatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeout < 0 || every < 1) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--timeout takes seconds from 0 on, and --every from 1 on.");
    }
    Host host = options.host(terminal);
    HostedService service = options.service(host, terminal);
    Deploy deploy =
        new DeployWatch(
                host,
                Duration.ofSeconds(every),
                Duration.ofSeconds(timeout),
                Clock.systemUTC(),
                Pause.SLEEP)
            .await(service, begun(host, service), this::changed);
    return switch (deploy.state()) {
      case RUNNING -> stillRunning(deploy);
      case LIVE -> succeeded();
      case SUPERSEDED -> {
        say("Deploy " + deploy.id() + " does not serve any more.");
        yield ExitCode.FOUND;
      }
      case CANCELED -> {
        say("Deploy " + deploy.id() + " was canceled.");
        yield ExitCode.FOUND;
      }
      case FAILED -> failed(host, service, deploy);
    };
  }

  private Deploy begun(Host host, HostedService service) {
    if (id != null) {
      return host.deploy(service, id);
    }
    try (Stream<Deploy> deploys = host.deploys(service)) {
      return deploys
          .findFirst()
          .orElseThrow(() -> new HostProblem(service.name() + " was never deployed."));
    }
  }

  private void say(String line) {
    terminal.out().print(line + "\n");
    terminal.out().flush();
  }

  private void changed(Deploy deploy) {
    String commit = deploy.commit();
    say(
        Judge.shown(deploy.created())
            + "  "
            + deploy.id()
            + "  "
            + deploy.status()
            + (commit == null ? "" : "  " + ShortCommit.of(commit))
            + (deploy.subject() == null ? "" : "  " + DeploysText.shown(deploy.subject())));
  }

  private int stillRunning(Deploy deploy) {
    say("Deploy " + deploy.id() + " is still running after " + timeout + " seconds.");
    return ExitCode.TIME_LIMIT;
  }

  private int failed(Host host, HostedService service, Deploy deploy) {
    say(
        "Deploy "
            + deploy.id()
            + " failed ("
            + deploy.status()
            + "); what served before serves on.");
    try {
      Log log = DeployDiagnosis.log(host, service, deploy);
      terminal
          .out()
          .print(
              DiagnoseText.render(
                  DeployDiagnosis.of(
                      log,
                      deploy,
                      options.folder(),
                      options.configuration(terminal),
                      !withoutRehearsal,
                      terminal),
                  null,
                  new Style(terminal.coloured())));
      terminal.out().flush();
    } catch (HostProblem | GitException | EnvironmentProblem e) {
      // That it failed is known all the same.
      terminal.err().println("migration-sentry: It can't be diagnosed: " + e.getMessage());
    }
    return ExitCode.FOUND;
  }

  private int succeeded() throws InterruptedException {
    HealthFinding health =
        new HealthChecks(options.configuration(terminal).health(), Duration.ofSeconds(30))
            .watch(Clock.systemUTC(), Pause.SLEEP);
    switch (health) {
      case HealthFinding.NotLooked notLooked ->
          say("It serves; the configuration names no health checks.");
      case HealthFinding.Well well ->
          say("It serves and is healthy: all checks passed " + well.looks() + " times.");
      case HealthFinding.Unwell unwell -> {
        say("It serves and is not healthy: " + unwell.why() + ".");
        return ExitCode.FOUND;
      }
    }
    return verified();
  }

  /// What `verify` says of the database, when one is named.
  private int verified() {
    String url = database;
    if (url == null) {
      url = terminal.environment().get(options.configuration(terminal).gate().database());
    }
    if (withoutVerify || url == null || url.isBlank()) {
      return ExitCode.FINE;
    }
    List<String> words = new ArrayList<>(List.of("--database=" + url, options.folder().toString()));
    return new CommandLine(new VerifyCommand(terminal), new Commands(terminal, List.of()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(
            (problem, ignored, alsoIgnored) -> Main.failed(problem, terminal))
        .execute(words.toArray(String[]::new));
  }
}
