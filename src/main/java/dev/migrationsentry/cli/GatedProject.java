package dev.migrationsentry.cli;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.gate.GateProblem;
import dev.migrationsentry.gate.GateProject;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.LedgerTransaction;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.CommandRehearsal;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.Start;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The project of a command line, for the gate.
final class GatedProject implements GateProject {
  private final Terminal terminal;
  private final HistoryOptions options;
  private final PreludeOption prelude;
  private final ServerOptions servers;
  private final DatabaseOptions database;
  private final List<String> command;
  private Discovery.@Nullable Found found;

  /// @param command the command that runs the migrations
  GatedProject(
      Terminal terminal,
      HistoryOptions options,
      PreludeOption prelude,
      ServerOptions servers,
      DatabaseOptions database,
      List<String> command) {
    this.terminal = terminal;
    this.options = options;
    this.prelude = prelude;
    this.servers = servers;
    this.database = database;
    this.command = command;
  }

  private static <T> T asked(Supplier<T> work) {
    try {
      return work.get();
    } catch (EnvironmentProblem e) {
      throw new GateProblem(String.valueOf(e.getMessage()));
    }
  }

  private Discovery.Found found() {
    Discovery.Found known = found;
    if (known == null) {
      known = asked(() -> options.find(terminal));
      found = known;
    }
    return known;
  }

  @Override
  public List<History> histories() {
    return found().histories();
  }

  @Override
  public DatabaseStatus status(LiveWorld world) {
    return asked(() -> StatusCommand.status(options, found(), world, null, terminal));
  }

  @Override
  public ProjectContents contents() {
    try {
      return ProjectContents.open(options.folder(), null);
    } catch (GitException e) {
      throw new GateProblem(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Report check(LiveWorld world) {
    return asked(() -> {
      List<String> leftOut = new ArrayList<>();
      found().leftOut().forEach(one -> leftOut.add(one.path() + " " + one.why()));
      return Sentry.check(histories(), history -> List.of(world.world(history)), leftOut)
          .judged(RuleSettings.of(options.configuration(terminal)));
    });
  }

  @Override
  public Verification verify(LiveWorld world, boolean withServer) {
    return asked(() ->
        Verification.of(
            histories(),
            world,
            new Verification.Given(
                prelude.applyTo(world.snapshot().major()),
                prelude.statements(),
                options.configuration(terminal).require(),
                major -> {
                  if (!withServer) {
                    throw new ServerUnavailableException("no server was started for it");
                  }
                  return ThrowAwayServer.start(servers.request(major, terminal.environment()));
                })));
  }

  @Override
  public Reconciliation reconciliation(LiveWorld world) {
    return asked(() ->
        ReconcileCommand.plan(
            histories(),
            world,
            options,
            prelude,
            new ReconcileCommand.Wishes(null, List.of(), null),
            major -> ThrowAwayServer.start(servers.request(major, terminal.environment())),
            terminal));
  }

  @Override
  public int write(Reconciliation proved) {
    return asked(() -> {
      DatabaseUrl url =
          DatabaseOptions.url(
              terminal.environment().get(options.configuration(terminal).gate().database()),
              terminal);
      return new LedgerTransaction(url, database.limit(), ReconcileCommand.author(terminal))
          .write(proved);
    });
  }

  @Override
  public RehearsalVerdict rehearse(LiveWorld world) {
    return asked(() -> command.isEmpty() ? builtIn(world) : foreign(world));
  }

  /// The built-in runner's migrations on a copy.
  private RehearsalVerdict builtIn(LiveWorld world) {
    List<Rehearsal> rehearsals = new ArrayList<>();
    try (ProductionCopy copy =
        ProductionCopy.start(
            servers.request(world.snapshot().major(), terminal.environment()), world.snapshot())) {
      for (History history : histories()) {
        boolean recorded = Ledgers.recording(history, world.ledgers()) != null;
        Start start = Start.copied(world.world(history), world.snapshot(), copy.schema().reasons());
        try (LiveLine line = new LiveLine(terminal)) {
          rehearsals.add(
              Rehearsal.of(
                  new Rehearsal.Plan(history, start, List.of(), !recorded, /* down= */ false, null),
                  copy.server(),
                  copy.newDatabase("history"),
                  line));
        }
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    }
    boolean fails = rehearsals.stream().anyMatch(one -> !one.failures().isEmpty());
    List<ProbeReport> rows = rehearsals.stream().map(one -> ProbeReport.NOTHING).toList();
    return new RehearsalVerdict(
        RehearseText.render(rehearsals, rows, new Style(false)).lines().toList(),
        fails ? "A migration fails in the rehearsal." : "",
        false);
  }

  /// The command on a copy.
  private RehearsalVerdict foreign(LiveWorld world) {
    RunOptions runs = new RunOptions();
    ForeignCommand foreign = new ForeignCommand(terminal, runs.order(command, options, terminal));
    History history = ForeignCommand.history(histories(), command);
    try (ProductionCopy copy =
        ProductionCopy.start(
            servers.request(world.snapshot().major(), terminal.environment()), world.snapshot())) {
      Start start = Start.copied(world.world(history), world.snapshot(), copy.schema().reasons());
      return verdict(
          foreign.rehearse(
              history, start, List.of(), copy.server(), copy.newDatabase("rehearsal")));
    }
  }

  private static RehearsalVerdict verdict(CommandRehearsal rehearsal) {
    List<String> lines = ForeignText.render(List.of(rehearsal), new Style(false)).lines().toList();
    boolean refused =
        GateProject.refuses(
            rehearsal.run().output(),
            rehearsal.run().exitCode().orElse(0),
            rehearsal.ledgerMoved());
    String problem =
        switch (rehearsal.result()) {
          case WORKS -> "";
          case FAILS -> "A migration fails in the rehearsal.";
          case COMMAND_FAILS ->
              refused
                  ? "The gate is configured wrongly: the command does not take its own command line."
                  : "The command fails in the rehearsal.";
          case NOT_CONNECTED ->
              refused
                  ? "The gate is configured wrongly: the command does not take its own command line."
                  : "The command never came to the database of the rehearsal, so that it works on another one.";
          case IDLE ->
              "The command ended well in the rehearsal and ran nothing of what is pending.";
          case HUNG -> "A statement waited for another connection without end in the rehearsal.";
          case TIMED_OUT -> "The command took too long in the rehearsal.";
        };
    return new RehearsalVerdict(lines, problem, refused && !problem.isEmpty());
  }
}
