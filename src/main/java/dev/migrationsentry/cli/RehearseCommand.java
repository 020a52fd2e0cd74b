package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.CommandRehearsal;
import dev.migrationsentry.rehearsal.CreatedExtensions;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.Start;
import dev.migrationsentry.rehearsal.probe.ProbePlan;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.probe.Probes;
import dev.migrationsentry.rehearsal.rows.FilledTable;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rehearse`: runs the pending migrations on a throw-away PostgreSQL.
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the pending migrations on a throw-away PostgreSQL, from an empty database or from a copy of production's schema, and shows what the server says beside what check predicts. "
          + "Needs no installed server; never writes to the database that it copies."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry rehearse                        all migrations, on a new database",
      "  migration-sentry rehearse --from production.json what is pending in production",
      "  migration-sentry rehearse --from V12             what comes after V12",
      "  migration-sentry rehearse --server postgresql://localhost:5432/postgres",
      "                                                   on another throw-away server",
      "  migration-sentry rehearse --from production.json --probe=$DATABASE_URL",
      "                                                   and do production's rows break it?",
      "  migration-sentry rehearse --from production.json -- alembic upgrade heads",
      "                                                   with the project's own command",
      "",
      "Exit codes: 0 all migrations work; 1 one fails, or would by production's",
      "rows, or all run at every start and remove data, or the way down does not",
      "restore what was there; 2 wrong usage or environment;",
      "3 one fails, and the start was not exactly the world that it stands for; or",
      "nothing was proved, for example since the command went to another database,",
      "or with --down since there is no way down;",
      "4 the time limit ended the command."
    })
final class RehearseCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private WorldOptions worlds = new WorldOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Mixin private ServerOptions servers = new ServerOptions();

  @Mixin private ProbeOptions probes = new ProbeOptions();

  /// The sizes of tables by the database that they were read from.
  private final Map<String, List<Snapshot.TableSize>> sizes = new HashMap<>();

  /// What each rehearsal's migrations require of rows, in the order of the rehearsals.
  private final List<ProbeReport> rows = new ArrayList<>();

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

  private final List<String> command;

  @Mixin private RunOptions runs = new RunOptions();

  /// @param command the project's own command, which stood behind `--`; empty for the built-in
  ///   runner of SQL
  RehearseCommand(Terminal terminal, List<String> command) {
    this.terminal = terminal;
    this.command = command;
  }

  @Override
  public Integer call() throws IOException {
    Configuration configuration = histories.configuration(terminal);
    Discovery.Found found = histories.find(terminal);
    if (!command.isEmpty()) {
      return foreign(found.histories(), configuration.postgres());
    }
    for (History history : found.histories()) {
      if (history.migrations().stream().anyMatch(one -> one.up().program() != null)) {
        throw new EnvironmentProblem(
            ExitCode.UNJUDGED,
            "The migrations in "
                + history.path()
                + " are code, which only the project's own command can run; name it behind --: 'migration-sentry rehearse -- "
                + "alembic upgrade heads' or '-- flask db upgrade'.");
      }
    }
    probes.require(worlds.from().stream().anyMatch(from -> !WorldOptions.isEmpty(from)));
    List<Rehearsal> rehearsals = new ArrayList<>();
    try {
      for (String from : worlds.from()) {
        rehearsals.addAll(from(from, found.histories(), configuration.postgres()));
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    }
    switch (format) {
      case TEXT ->
          terminal
              .out()
              .print(RehearseText.render(rehearsals, rows, new Style(terminal.coloured())));
      case JSON -> RehearseJson.write(rehearsals, rows, terminal.out());
    }
    terminal.out().flush();
    return rows.stream().anyMatch(ProbeReport::fails) ? ExitCode.FOUND : code(rehearsals);
  }

  private int foreign(List<History> all, @Nullable Integer configured) throws IOException {
    ForeignCommand foreign = new ForeignCommand(terminal, runs.order(command, histories, terminal));
    History history = ForeignCommand.history(all, command);
    probes.require(worlds.from().stream().anyMatch(from -> !WorldOptions.isEmpty(from)));
    List<CommandRehearsal> rehearsals = new ArrayList<>();
    for (String from : worlds.from()) {
      if (WorldOptions.isEmpty(from) || !LiveOptions.isDatabase(from)) {
        rows.add(ProbeReport.NOTHING);
        int major = worlds.major(configured);
        World empty = prelude.applyTo(major);
        Start start = Start.exact(empty);
        if (!WorldOptions.isEmpty(from)) {
          String known = WorldOptions.known(from, List.of(history));
          start = at(Objects.requireNonNull(history.revision(known)), history, empty);
          String why = CommandRehearsal.cannotStopAfter(start.before(), command, history);
          if (why != null) {
            throw new EnvironmentProblem(ExitCode.USAGE, "--from " + from + ": " + why);
          }
        }
        ServerRequest request =
            servers
                .request(major, terminal.environment())
                .needing(CreatedExtensions.of(List.of(history), empty, prelude.statements()));
        try (ThrowAwayServer server = ThrowAwayServer.start(request)) {
          rehearsals.add(
              foreign.rehearse(
                  history, start, prelude.statements(), server, server.newDatabase("rehearsal")));
        }
      } else {
        LiveWorld live = worlds.live(from, terminal);
        ServerRequest request =
            servers
                .request(live.snapshot().major(), terminal.environment())
                .needing(CreatedExtensions.of(List.of(history), live.world(history), List.of()));
        try (ProductionCopy copy = ProductionCopy.start(request, live.snapshot())) {
          Start start = Start.copied(live.world(history), live.snapshot(), copy.schema().reasons());
          ProbePlan required = Probes.of(history, start.world(), live.snapshot().tables());
          DatabaseUrl made = copy.newDatabase("rehearsal");
          List<FilledTable> filled = filled(made, required);
          rehearsals.add(foreign.rehearse(history, start, List.of(), copy.server(), made));
          rows.add(probes.ask(required, filled, terminal));
        }
      }
    }
    switch (format) {
      case TEXT -> {
        Style style = new Style(terminal.coloured());
        terminal.out().print(ForeignText.render(rehearsals, style));
        rows.forEach(report -> terminal.out().print(ProbeText.render(report, style)));
      }
      case JSON -> ForeignJson.write(rehearsals, rows, terminal.out());
    }
    terminal.out().flush();
    int code = ForeignCommand.code(rehearsals);
    boolean broken = rows.stream().anyMatch(ProbeReport::fails);
    return broken && code == ExitCode.FINE ? ExitCode.FOUND : code;
  }

  private List<FilledTable> filled(DatabaseUrl database, ProbePlan required) {
    try {
      return probes.fill(database, required.tables());
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    }
  }

  private static int code(List<Rehearsal> rehearsals) {
    boolean fails = false;
    boolean unsure = false;
    for (Rehearsal rehearsal : rehearsals) {
      if (!rehearsal.failures().isEmpty()) {
        fails |= !rehearsal.degraded();
        unsure |= rehearsal.degraded();
      }
      fails |= rehearsal.losesAtEveryStart();
      int down = ForeignCommand.code(rehearsal.down(), rehearsal.degraded());
      fails |= down == ExitCode.FOUND;
      unsure |= down == ExitCode.UNJUDGED;
    }
    if (fails) {
      return ExitCode.FOUND;
    }
    return unsure ? ExitCode.UNJUDGED : ExitCode.FINE;
  }

  private List<Rehearsal> from(String from, List<History> all, @Nullable Integer configured)
      throws SQLException {
    if (!WorldOptions.isEmpty(from) && LiveOptions.isDatabase(from)) {
      return fromLive(worlds.live(from, terminal), all);
    }
    int major = worlds.major(configured);
    World empty = prelude.applyTo(major);
    List<Rehearsal> rehearsals = new ArrayList<>();
    ServerRequest request =
        servers
            .request(major, terminal.environment())
            .needing(CreatedExtensions.of(all, empty, prelude.statements()));
    try (ThrowAwayServer server = ThrowAwayServer.start(request)) {
      for (History history : all) {
        Start start = Start.exact(empty);
        if (!WorldOptions.isEmpty(from)) {
          String revision = history.revision(WorldOptions.known(from, all));
          if (revision == null) {
            continue;
          }
          start = at(revision, history, empty);
        }
        rehearsals.add(
            rehearse(
                new Rehearsal.Plan(
                    history, start, prelude.statements(), false, runs.down(), runs.trace()),
                server,
                server.newDatabase("history")));
      }
    }
    return rehearsals;
  }

  private static Start at(String revision, History history, World empty) {
    Set<String> past = history.upTo(List.of(revision));
    List<Migration> before =
        history.migrations().stream().filter(one -> past.contains(one.id())).toList();
    return new Start(empty.at(history, List.of(revision)), before, List.of(), Map.of());
  }

  private List<Rehearsal> fromLive(LiveWorld live, List<History> all) throws SQLException {
    sizes.put(live.name(), live.snapshot().tables());
    List<Rehearsal> rehearsals = new ArrayList<>();
    ServerRequest request =
        servers
            .request(live.snapshot().major(), terminal.environment())
            .needing(CreatedExtensions.of(all, World.empty(live.snapshot().major()), List.of()));
    try (ProductionCopy copy = ProductionCopy.start(request, live.snapshot())) {
      for (History history : all) {
        boolean recorded = Ledgers.recording(history, live.ledgers()) != null;
        rehearsals.add(
            rehearse(
                new Rehearsal.Plan(
                    history,
                    Start.copied(live.world(history), live.snapshot(), copy.schema().reasons()),
                    List.of(),
                    !recorded,
                    runs.down(),
                    runs.trace()),
                copy.server(),
                copy.newDatabase("history")));
      }
    }
    return rehearsals;
  }

  private Rehearsal rehearse(Rehearsal.Plan plan, ThrowAwayServer server, DatabaseUrl database)
      throws SQLException {
    World world = plan.start().world();
    if (world.isEmpty()) {
      rows.add(ProbeReport.NOTHING);
      try (LiveLine line = new LiveLine(terminal)) {
        return Rehearsal.of(plan, server, database, line);
      }
    }
    ProbePlan required =
        Probes.of(plan.history(), world, sizes.getOrDefault(world.name(), List.of()));
    List<FilledTable> filled = new ArrayList<>();
    try (LiveLine line = new LiveLine(terminal)) {
      Rehearsal rehearsal =
          Rehearsal.of(
              plan,
              server,
              database,
              line,
              made -> filled.addAll(probes.fill(made, required.tables())));
      rows.add(probes.ask(required, filled, terminal));
      return rehearsal;
    }
  }
}
