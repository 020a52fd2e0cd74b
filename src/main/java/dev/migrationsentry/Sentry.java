package dev.migrationsentry;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.ConfigurationFile;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Reruns;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.report.Coverage;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/// The front door: histories and worlds in, a report out; and for a service at its start, whether
/// its database is ready for it.
public final class Sentry {
  /// For those who compare the structure alone, without the texts of expressions.
  public static final IntFunction<ThrowAwayServer> NO_SERVER =
      major -> {
        throw new ServerUnavailableException(
            "no throw-away server of version " + major + " is started here");
      };

  private Sentry() {}

  /// Replays histories from worlds and judges what happens.
  ///
  /// @param histories as the runner's reader found them
  /// @param worlds the worlds to replay a history from, at least one
  /// @param leftOut sentences about what is not checked, for the report
  public static Report check(
      List<History> histories, Function<History, List<World>> worlds, List<String> leftOut) {
    List<Report.CheckedHistory> checked =
        histories.parallelStream().map(history -> check(history, worlds.apply(history))).toList();
    return new Report(checked, List.of(), leftOut);
  }

  /// The same from one world for all.
  public static Report check(List<History> histories, World world, List<String> leftOut) {
    return check(histories, history -> List.of(world), leftOut);
  }

  /// Asks the database of this process whether it is as the migrations of a project make it, as a
  /// service does at its start. Only reads, in one transaction; needs no privilege beside `select`
  /// on the ledger.
  ///
  /// @param project the folder with the migrations, or one above it; its `migration-sentry.yaml` is
  ///   followed if there is one
  /// @param environment the variables, such as `System.getenv()`: `DATABASE_URL`, or those of libpq
  /// @throws IllegalArgumentException when no database is named, or the project has no migrations
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when the database can't be read; the
  ///   message holds no secret
  public static SchemaAnswer ask(Path project, Map<String, String> environment) {
    String written = environment.getOrDefault("DATABASE_URL", "");
    DatabaseUrl url =
        written.isBlank()
            ? DatabaseUrl.named(environment)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "No database is named: set DATABASE_URL, PGHOST or PGSERVICE."))
            : DatabaseUrl.parse(written, environment);
    return ask(project, url, environment, Duration.ofSeconds(30));
  }

  /// Asks a database whether it is as the migrations of a project make it.
  ///
  /// @param project the folder with the migrations, or one above it
  /// @param environment the variables that the project's configuration may use
  /// @param limit how long connecting and reading may take together
  /// @throws IllegalArgumentException when the project has no migrations
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when the database can't be read
  public static SchemaAnswer ask(
      Path project, DatabaseUrl url, Map<String, String> environment, Duration limit) {
    Configuration configuration =
        ConfigurationFile.find(project)
            .map(file -> ConfigurationFile.read(file, Configuration.FILE, environment))
            .orElse(Configuration.NONE);
    Discovery.Found found =
        configuration.histories().isEmpty()
            ? found(project, Options.NONE)
            : ProjectHistories.find(configuration.histories(), options -> found(project, options));
    LiveWorld world =
        LiveWorld.of(url.toString(), Snapshot.of(new LiveDatabase(url, limit), Clock.systemUTC()));
    String hidden = world.hiddenLedger();
    if (hidden != null && world.ledgers().isEmpty()) {
      throw new DatabaseProblem(hidden);
    }
    return ask(
        found.histories(),
        project,
        world,
        new Verification.Given(
            World.empty(world.snapshot().major()), List.of(), configuration.require(), NO_SERVER));
  }

  /// The same for what was read already.
  ///
  /// @param project the folder with the migrations
  /// @param given what the database is compared with beside its histories
  public static SchemaAnswer ask(
      List<History> histories, Path project, LiveWorld world, Verification.Given given) {
    List<HistoryStatus> compared = new ArrayList<>();
    try (ProjectContents contents = ProjectContents.open(project, null)) {
      for (History history : histories) {
        compared.add(
            HistoryStatus.of(history, Ledgers.recording(history, world.ledgers()), contents));
      }
    }
    return new SchemaAnswer(
        DatabaseStatus.of(
            world,
            compared,
            histories.stream().flatMap(history -> Reruns.of(history, world).stream()).toList(),
            given.requirements()),
        Verification.of(histories, world, given));
  }

  private static Discovery.Found found(Path project, Options options) {
    return switch (Histories.find(DirectoryFiles.open(project), options)) {
      case Discovery.Found found -> found;
      case Discovery.Nothing nothing -> throw new IllegalArgumentException(nothing.message());
    };
  }

  private record Place(String rule, Span where) {}

  private static Report.CheckedHistory check(History history, List<World> worlds) {
    List<Finding> findings = new ArrayList<>(Rules.check(history));
    List<Timeline> timelines = new ArrayList<>();
    Set<Place> said = new HashSet<>();
    for (World world : worlds) {
      Rules.Judged judged = Rules.check(history, world);
      timelines.add(judged.timeline());
      Set<Place> now = new HashSet<>();
      for (Finding finding : judged.findings()) {
        // What holds without a world is said once, and not again for each world.
        Place place = new Place(finding.rule(), finding.where());
        if (!finding.world().isEmpty() || !said.contains(place)) {
          findings.add(finding);
          now.add(place);
        }
      }
      said.addAll(now);
    }
    Map<String, Integer> order = new HashMap<>();
    history
        .migrations()
        .forEach(migration -> order.putIfAbsent(migration.file().path(), order.size()));
    findings.sort(
        Comparator.<Finding>comparingInt(
                finding -> order.getOrDefault(finding.where().file().path(), order.size()))
            .thenComparingInt(
                finding -> finding.where().file().asWritten(finding.where().start())));
    return new Report.CheckedHistory(
        history, timelines, Coverage.of(history, timelines.getFirst()), findings);
  }
}
