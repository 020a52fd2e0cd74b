package dev.migrationsentry.cli;

import dev.migrationsentry.deploys.ShortCommit;
import dev.migrationsentry.deploys.Standing;
import dev.migrationsentry.deploys.StandingFold;
import dev.migrationsentry.deploys.WaitingReader;
import dev.migrationsentry.git.Commits;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostProblem;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.host.TriggerRequest;
import dev.migrationsentry.log.Log;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deploys trigger`: asks for a deploy, once.
@Command(
    name = "trigger",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the host for a deploy, once. After a deploy that a migration made fail it refuses as long as the migrations are the same: they would fail again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry deploys trigger                  the head of the branch",
      "  migration-sentry deploys trigger --commit 834fa20 --clear-cache",
      "  migration-sentry deploys trigger && migration-sentry deploys watch",
      "",
      "Exit codes: 0 the host took the request; 1 refused, since the same migrations",
      "would run again; 2 wrong usage or environment, the host can't be asked or",
      "answers wrongly, or why the last deploy failed is not known."
    })
final class DeploysTriggerCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private DeployOptions options = new DeployOptions();

  @Option(
      names = "--clear-cache",
      description = "Build without what the host kept of earlier builds.")
  private boolean clearCache;

  @Option(
      names = "--commit",
      paramLabel = "COMMIT",
      description = "The commit to deploy. Default: the head of the branch.")
  private @Nullable String commit;

  DeploysTriggerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Host host = options.host(terminal);
    HostedService service = options.service(host, terminal);
    try (GitProject git = options.git()) {
      Commits commits = git.commits();
      String asked = commit;
      String target =
          asked == null
              ? DeployOptions.head(options.branch(service, commits, terminal), commits)
              : commits
                  .find(asked)
                  .orElseThrow(() ->
                      new EnvironmentProblem(
                          ExitCode.USAGE,
                          "This clone has no commit " + asked + " (git fetch gets it)."));
      String refusal = refusal(host, service, git, target);
      if (refusal != null) {
        terminal.out().print(refusal + "\n");
        terminal.out().flush();
        return ExitCode.FOUND;
      }
      Optional<Deploy> deploy =
          host.trigger(service, new TriggerRequest(asked == null ? null : target, clearCache));
      terminal
          .out()
          .print(
              deploy
                      .map(
                          one -> host.name() + " deploys " + service.name() + ": " + one.id() + ".")
                      .orElse(
                          host.name()
                              + " has put the deploy of "
                              + service.name()
                              + " into its queue.")
                  + "\n");
      terminal.out().flush();
      return ExitCode.FINE;
    } catch (GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// Why the deploy must not be asked for, or null when it may.
  private @Nullable String refusal(
      Host host, HostedService service, GitProject git, String target) {
    Deploy failed = standing(host, service).lastFailure();
    if (failed == null) {
      return null;
    }
    String name = failed.commit();
    String before = name == null ? null : git.commits().find(name).orElse(null);
    if (before == null) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "The last deploy failed, and its commit is not in this clone, so it is not known whether the migrations have changed since (git fetch).");
    }
    WaitingReader reader = new WaitingReader(git, files -> options.histories(files, terminal));
    if (!reader.changedMigrations(before, target).isEmpty() || !reader.hasMigrations(target)) {
      return null;
    }
    if (failed.status().equals("build_failed")) {
      return null; // Render runs no migration before the build is done.
    }
    Log log;
    try {
      log = DeployDiagnosis.log(host, service, failed);
    } catch (HostProblem e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "Deploy "
              + failed.id()
              + " failed, the migrations are the same since, and its log can't be read, so the same may happen again: "
              + e.getMessage());
    }
    if (log.failures().isEmpty() && log.lines() > 0) {
      return null;
    }
    return "Refused: deploy "
        + failed.id()
        + " of "
        + ShortCommit.of(before)
        + " failed"
        + (log.first().isPresent() ? " by a migration" : " for a reason that its log does not tell")
        + ", and "
        + ShortCommit.of(target)
        + " has the same migrations, which would fail again; 'migration-sentry deploys watch --deploy "
        + failed.id()
        + "' says why.";
  }

  private static Standing standing(Host host, HostedService service) {
    StandingFold fold = new StandingFold(service.name());
    try (Stream<Deploy> deploys = host.deploys(service)) {
      Iterator<Deploy> all = deploys.iterator();
      while (!fold.isDone() && all.hasNext()) {
        fold.add(all.next());
      }
    }
    return fold.standing();
  }
}
