package dev.migrationsentry.cli;

import dev.migrationsentry.deploys.HealthChecks;
import dev.migrationsentry.deploys.HealthFinding;
import dev.migrationsentry.deploys.Judge;
import dev.migrationsentry.deploys.Judgement;
import dev.migrationsentry.deploys.StandingFold;
import dev.migrationsentry.deploys.Verdict;
import dev.migrationsentry.deploys.WaitingReader;
import dev.migrationsentry.git.Commits;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.git.PastCommit;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.report.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `deploys`: what a host has deployed, and what that means.
@Command(
    name = "deploys",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the last deploys of the services of a host, and says in one sentence for each what serves, what failed since when, and what waits: held against the branch in the local clone, with the commits that touch migrations or how the project is deployed."
    },
    subcommands = {DeploysWatchCommand.class, DeploysTriggerCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry deploys                   the host of the configuration",
      "  migration-sentry deploys --host render --service shop-api --last 20",
      "  migration-sentry deploys --format json     for programs",
      "  migration-sentry deploys watch             until the newest deploy ends",
      "",
      "Exit codes: 0 the head of the branch serves everywhere; 1 something failed,",
      "is frozen, behind or on its way; 2 wrong usage or environment, the host can't",
      "be asked or answers wrongly, or what serves can't be compared."
    })
final class DeploysCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private DeployOptions options = new DeployOptions();

  @Option(
      names = "--last",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description = "How many deploys of each service are listed. Default: 10.")
  private int last = 10;

  @Option(names = "--no-health", description = "Do not look at the addresses of the configuration.")
  private boolean withoutHealth;

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

  DeploysCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (last < 0) {
      throw new EnvironmentProblem(ExitCode.USAGE, "--last takes a number from 0 on.");
    }
    Host host = options.host(terminal);
    try (GitProject git = options.git()) {
      List<HostedService> services = options.services(host, terminal);
      HealthFinding health =
          withoutHealth
              ? new HealthFinding.NotLooked()
              : new HealthChecks(options.configuration(terminal).health(), Duration.ofSeconds(30))
                  .look();
      WaitingReader reader = new WaitingReader(git, files -> options.histories(files, terminal));
      Judge judge = new Judge(git.commits(), reader, health);
      try (DeploysOutput output =
          switch (format) {
            case TEXT -> new DeploysText(terminal.out(), new Style(terminal.coloured()));
            case JSON -> new DeploysJson(terminal.out(), host.name());
          }) {
        int code = ExitCode.FINE;
        for (HostedService service : services) {
          code = worse(code, judged(host, service, git.commits(), judge, output));
        }
        return code;
      } finally {
        terminal.out().flush();
      }
    } catch (GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private int judged(
      Host host, HostedService service, Commits commits, Judge judge, DeploysOutput output)
      throws IOException {
    String branch = options.branch(service, commits, terminal);
    String head = DeployOptions.head(branch, commits);
    StandingFold fold = new StandingFold(service.name());
    output.begin(service, branch, host.name());
    try (Stream<Deploy> deploys = host.deploys(service)) {
      Iterator<Deploy> all = deploys.iterator();
      int listed = 0;
      while ((listed < last || !fold.isDone()) && all.hasNext()) {
        Deploy deploy = all.next();
        fold.add(deploy);
        if (listed < last) {
          listed++;
          output.deploy(deploy, subject(host, deploy, commits));
        }
      }
    }
    Judgement judgement = judge.judge(service, branch, head, fold.standing());
    output.judgement(judgement);
    return code(judgement.verdict());
  }

  /// The first line of the commit's message, of the host or of the clone.
  private static @Nullable String subject(Host host, Deploy deploy, Commits commits) {
    String commit = deploy.commit();
    if (deploy.subject() != null || commit == null) {
      return deploy.subject();
    }
    String here = commits.read(commit).map(PastCommit::subject).orElse(null);
    return here == null ? host.subject(commit).orElse(null) : here;
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case UP_TO_DATE -> ExitCode.FINE;
      case RUNNING, BEHIND, FROZEN, FAILING, NOTHING_LIVE -> ExitCode.FOUND;
      case UNKNOWN -> ExitCode.USAGE;
    };
  }

  /// A service that could not be judged is worse than one that failed.
  private static int worse(int one, int other) {
    return Math.max(one, other);
  }

  /// Where the result is written to, as it comes.
  interface DeploysOutput extends AutoCloseable {
    void begin(HostedService service, String branch, String host) throws IOException;

    /// Writes one deploy.
    ///
    /// @param subject the first line of the commit's message, or null
    void deploy(Deploy deploy, @Nullable String subject) throws IOException;

    void judgement(Judgement judgement) throws IOException;

    @Override
    void close() throws IOException;
  }
}
