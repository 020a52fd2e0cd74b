package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.framework.NextMigration;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.ledger.EditEffects;
import dev.migrationsentry.ledger.FollowUp;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.LedgerTransaction;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Reconciler;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.ledger.UnknownAckException;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `reconcile`: writes recorded checksums anew where that is proved to be harmless.
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Says for each recorded migration whether its checksum may be written anew: the same content under another algorithm, other line ends, edited comments or white space, or an edit whose resulting schema production already has, "
          + "which a throw-away server proves. Everything else is refused. A dry run; --accept writes, in one transaction, and records what it has written in migration_sentry_audit."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry reconcile                             look at it",
      "  migration-sentry reconcile --accept                    write what is proved",
      "  migration-sentry reconcile --write                     write a migration that",
      "                            converges what is refused",
      "  migration-sentry reconcile --database production.json  look, from a snapshot",
      "  migration-sentry reconcile --accept --force --ack 002_email.sql:1f0c…",
      "                            answer for one refused file with one content",
      "",
      "MIGRATIONS_ACCEPT=1 in the environment is --accept. Nothing there forces.",
      "",
      "Exit codes: 0 nothing to do, or all written; 1 something is refused, unknown or",
      "failed, or a dry run finds what --accept would write; 2 wrong usage or",
      "environment, and nothing was written; 3 it can't be judged: no history, or no",
      "ledger that records one."
    })
final class ReconcileCommand implements Callable<Integer> {
  private static final String ACCEPT = "MIGRATIONS_ACCEPT";

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(names = "--accept", description = "Write what is accepted.")
  private boolean accept;

  @Option(
      names = "--write",
      description =
          "Write the migration that converges what is refused. Without it, it is only shown.")
  private boolean write;

  @Option(
      names = "--stamp",
      paramLabel = "REVISION",
      description =
          "Move alembic_version to a revision, provided that all that the skipped revisions make is proved to be there.")
  private @Nullable String stamp;

  @Option(
      names = "--force",
      description = "Accept the refused migrations that --ack names; all others stay refused.")
  private boolean force;

  @Option(
      names = "--ack",
      paramLabel = "FILE:CHECKSUM",
      description =
          "With --force: a refused migration, and the checksum that it will have, as the dry run shows both. May be given several times.")
  private List<String> acks = List.of();

  @Option(
      names = "--deployed",
      paramLabel = "COMMIT",
      description =
          "The commit that is deployed, for migrations whose ledger records no checksums. Default: the earliest commit that can have been deployed.")
  private @Nullable String deployed;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--no-server",
      description = "Start no throw-away server: edits of statements are then all refused.")
  private boolean withoutServer;

  private enum Format {
    TEXT,
    JSON
  }

  ReconcileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String inEnvironment = terminal.environment().getOrDefault(ACCEPT, "");
    boolean writes = accept || inEnvironment.equals("1");
    if (force != !acks.isEmpty()) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "--force and --ack FILE:CHECKSUM go together: each forced migration is named with the checksum that it will have.");
    }
    Supplier<LiveWorld> reading = live.begin(terminal);
    List<History> found = histories.find(terminal).histories();
    DatabaseUrl url = live.url(terminal);
    LiveWorld world = reading.get();
    if (writes && url == null) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "A snapshot can't be written to: leave --accept and " + ACCEPT + " out for a dry run.");
    }
    Reconciliation plan =
        plan(
            found,
            world,
            histories,
            prelude,
            new Wishes(deployed, acks, stamp),
            this::server,
            terminal);
    int written =
        writes && url != null
            ? new LedgerTransaction(url, live.limit(), author(terminal)).write(plan)
            : 0;
    if (write) {
      writeFiles(plan);
    }
    switch (format) {
      case TEXT -> terminal.out().print(ReconcileText.render(plan, writes, write));
      case JSON -> ReconcileJson.write(plan, writes, terminal.out());
    }
    terminal.out().flush();
    if (!plan.judged()) {
      return ExitCode.UNJUDGED;
    }
    return plan.open() || plan.writes() > written ? ExitCode.FOUND : ExitCode.FINE;
  }

  private void writeFiles(Reconciliation plan) {
    for (FollowUp followUp : plan.followUps()) {
      NextMigration file = followUp.file();
      if (file == null) {
        continue;
      }
      Path path = histories.directory().resolve(file.path());
      try {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.writeString(path, file.text(), StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        throw new EnvironmentProblem(
            ExitCode.USAGE, path + " can't be written: " + e.getMessage() + ".");
      }
    }
  }

  /// What a user wants of a plan.
  ///
  /// @param deployed the commit that is deployed, or null
  /// @param acks the refused migrations that are accepted nevertheless, with their checksums
  /// @param stamp the revision to move to, or null
  record Wishes(@Nullable String deployed, List<String> acks, @Nullable String stamp) {
    Wishes {
      acks = List.copyOf(acks);
    }
  }

  /// Says what may be written anew.
  ///
  /// @param server starts a throw-away server of a major version
  static Reconciliation plan(
      List<History> found,
      LiveWorld world,
      HistoryOptions histories,
      PreludeOption prelude,
      Wishes wishes,
      IntFunction<ThrowAwayServer> server,
      Terminal terminal) {
    World empty = prelude.applyTo(world.snapshot().major());
    try (ProjectContents contents = ProjectContents.open(histories.folder(), wishes.deployed())) {
      List<HistoryStatus> compared = new ArrayList<>();
      for (History history : found) {
        compared.add(
            HistoryStatus.of(history, Ledgers.recording(history, world.ledgers()), contents));
      }
      EditEffects.Rereading rereading = changed -> histories.with(terminal, changed);
      return Reconciler.plan(
          EditEffects.added(compared, empty, world, rereading),
          world,
          contents,
          new Reconciler.Given(
              empty,
              prelude.statements(),
              server,
              wishes.acks(),
              rereading,
              ZonedDateTime.now(ZoneOffset.UTC),
              wishes.stamp()));
    } catch (GitException | UnknownAckException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private ThrowAwayServer server(int major) {
    if (withoutServer) {
      throw new ServerUnavailableException("--no-server was given");
    }
    return ThrowAwayServer.start(ServerRequest.of(major, terminal.environment()));
  }

  /// Who writes.
  static LedgerTransaction.Author author(Terminal terminal) {
    Map<String, String> environment = terminal.environment();
    String user =
        environment.getOrDefault(
            "USER",
            environment.getOrDefault("LOGNAME", System.getProperty("user.name", "unknown")));
    return new LedgerTransaction.Author(user, Version.current());
  }
}
