package dev.migrationsentry.remedy;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.HistoryRun;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rehearses a remedy from one world: as a whole, and from the state right before the failing
/// migration, in which the failure happened.
final class WorldTrial {
  private final Origin place;
  private final Servers servers;
  private final Ailment ailment;
  private final Remedy remedy;
  private final History mended;

  WorldTrial(Origin place, Servers servers, Ailment ailment, Remedy remedy, History mended) {
    this.place = place;
    this.servers = servers;
    this.ailment = ailment;
    this.remedy = remedy;
    this.mended = mended;
  }

  /// The titles of the migrations that a server refuses without the remedy.
  static Set<String> failing(Origin place, Servers servers, History history) throws SQLException {
    World world = place.world(history);
    History spoken = Spoken.of(history, world);
    Bench bench = bench(place, servers, spoken, world);
    try (HistoryRun run = bench.run()) {
      Set<String> failing = new HashSet<>();
      for (RehearsedMigration one : run.run(bench.pending(), HistoryRun.Progress.NONE)) {
        if (one.failure() != null) {
          failing.add(one.migration().title());
        }
      }
      return failing;
    }
  }

  /// A database in the world, and what is pending in it.
  private record Bench(
      HistoryRun run, List<Migration> pending, String server, List<String> degraded) {}

  private static Bench bench(Origin place, Servers servers, History spoken, World world)
      throws SQLException {
    Set<String> applied = new HashSet<>();
    world.applied().forEach(sent -> applied.add(key(sent.migration())));
    List<Migration> pending =
        spoken.migrations().stream().filter(one -> !applied.contains(key(one))).toList();
    List<Statement> prelude = new ArrayList<>();
    switch (place) {
      case Origin.Fresh fresh -> prelude.addAll(fresh.prelude());
      case Origin.At at -> prelude.addAll(at.fresh().prelude());
      case Origin.Stamped stamped -> prelude.addAll(stamped.at().fresh().prelude());
      case Origin.Beside beside -> {
        prelude.addAll(beside.fresh().prelude());
        prelude.addAll(beside.source().statements());
      }
      case Origin.Live ignored -> {}
    }
    return switch (place) {
      case Origin.Fresh ignored -> made(place, servers, spoken, prelude, pending);
      case Origin.At ignored -> made(place, servers, spoken, prelude, pending);
      case Origin.Stamped ignored -> made(place, servers, spoken, prelude, pending);
      case Origin.Beside ignored -> made(place, servers, spoken, prelude, pending);
      case Origin.Live(var live) -> {
        ProductionCopy copy = servers.copy(live, Workshop.extensions(List.of(spoken), world));
        yield new Bench(
            HistoryRun.in(copy.newDatabase("remedy"), copy.server(), spoken, List.of()),
            pending,
            copy.server().description(),
            copy.schema().reasons());
      }
    };
  }

  /// A new database in which has run what has run there.
  private static Bench made(
      Origin place,
      Servers servers,
      History spoken,
      List<Statement> prelude,
      List<Migration> pending)
      throws SQLException {
    ThrowAwayServer server =
        servers.server(
            place.major(), Workshop.extensions(List.of(spoken), World.empty(place.major())));
    HistoryRun run = HistoryRun.on(server, spoken, prelude);
    try {
      run.run(place.start(spoken, List.of()).before(), HistoryRun.Progress.NONE);
    } catch (SQLException | RuntimeException e) {
      run.close();
      throw e;
    }
    return new Bench(run, pending, server.description(), List.of());
  }

  /// Rehearses.
  ///
  /// @param before whether also from the state right before the failing migration, up to it
  List<Tried.InWorld> run(boolean before) throws SQLException {
    World world = place.world(mended);
    History spoken = Spoken.of(mended, world);
    List<Tried.InWorld> worlds = new ArrayList<>();
    boolean whole = remedy.byHand().isEmpty();
    if (whole || !isNew(place)) {
      Bench bench = bench(place, servers, spoken, world);
      Set<String> added = added();
      List<Migration> rest = new ArrayList<>();
      for (Migration migration : bench.pending()) {
        // By hand the same commit is deployed again, without the new file.
        if (whole || !added.contains(migration.file().path())) {
          rest.add(migration);
        }
      }
      if (!isNew(place) && !(place instanceof Origin.Live)) {
        // What comes behind the failing migration is told from a new database.
        rest = new ArrayList<>(rest.subList(0, failingAt(rest) + 1));
      }
      try (HistoryRun run = bench.run()) {
        worlds.add(run(run, bench, List.of(), rest, place.name()));
      }
    }
    if ((before || place instanceof Origin.Beside)
        && ailment instanceof Ailment.Failing failing
        && isNew(place)) {
      Set<String> earlier = new HashSet<>();
      for (Migration migration : failing.history().migrations()) {
        if (migration == failing.migration()) {
          break;
        }
        earlier.add(key(migration));
      }
      List<Migration> past = new ArrayList<>();
      List<Migration> rest = new ArrayList<>();
      Set<String> added = added();
      for (Migration migration : spoken.migrations()) {
        // By hand the same commit is deployed again, without the new file.
        boolean later = !whole && added.contains(migration.file().path());
        if (!later) {
          (earlier.contains(key(migration)) ? past : rest).add(migration);
        }
      }
      if (!past.isEmpty() || !whole) {
        Bench bench = bench(place, servers, spoken, world);
        try (HistoryRun run = bench.run()) {
          worlds.add(
              run(
                  run,
                  bench,
                  past,
                  rest.subList(0, failingAt(rest) + 1),
                  "the database right before "
                      + failing.migration().title()
                      + (place.world(mended).isEmpty() ? "" : " (" + place.name() + ")")));
        }
      }
    }
    return worlds;
  }

  /// Whether no migration has run there yet, so that all before the failing one can run first.
  private static boolean isNew(Origin place) {
    return place instanceof Origin.Fresh || place instanceof Origin.Beside;
  }

  private Set<String> added() {
    Set<String> paths = new HashSet<>();
    for (FileChange change : remedy.files()) {
      if (change instanceof FileChange.Add add) {
        paths.add(add.path());
      }
    }
    return paths;
  }

  private Tried.InWorld run(
      HistoryRun run, Bench bench, List<Migration> before, List<Migration> rest, String name)
      throws SQLException {
    List<String> degraded = new ArrayList<>(bench.degraded());
    int lost = 0;
    for (RehearsedMigration one : run.run(before, HistoryRun.Progress.NONE)) {
      lost += one.failure() == null ? 0 : 1;
    }
    if (lost > 0) {
      degraded.add(lost + " earlier migrations fail there by themselves");
    }
    List<Tried.Refusal> refusals = new ArrayList<>();
    if (!remedy.byHand().isEmpty()) {
      refusals.addAll(refusals(run.run(List.of(byHand(rest)), HistoryRun.Progress.NONE)));
    }
    int last = failingAt(rest) + 1;
    List<RehearsedMigration> up = run.run(rest.subList(0, last), HistoryRun.Progress.NONE);
    boolean passes = refusals.isEmpty() && passes(up, rest, last);
    @Nullable Boolean verified =
        (remedy.verification().isEmpty() || !passes) ? null : verified(run.database());
    refusals.addAll(refusals(up));
    refusals.addAll(refusals(run.run(rest.subList(last, rest.size()), HistoryRun.Progress.NONE)));
    return new Tried.InWorld(
        name,
        bench.server(),
        rest.size(),
        rest.isEmpty() || rest.getLast() == bench.pending().getLast(),
        passes,
        refusals,
        verified,
        degraded);
  }

  /// Whether the failing migration and the remedy's own ones work; of a history's own fault,
  /// whether the remedy's own ones do.
  private boolean passes(List<RehearsedMigration> up, List<Migration> rest, int last) {
    Set<String> own = added();
    Migration failing = last > 0 ? rest.get(last - 1) : null;
    for (RehearsedMigration one : up) {
      boolean counts =
          (ailment instanceof Ailment.Failing && one.migration() == failing)
              || own.contains(one.migration().file().path());
      if (counts && one.failure() != null) {
        return false;
      }
    }
    return true;
  }

  /// Where the failing migration is; the last one when the history itself is at fault.
  private int failingAt(List<Migration> rest) {
    if (ailment instanceof Ailment.Failing failing) {
      for (int i = 0; i < rest.size(); i++) {
        if (key(rest.get(i)).equals(key(failing.migration()))) {
          return i;
        }
      }
    }
    return rest.size() - 1;
  }

  private static List<Tried.Refusal> refusals(List<RehearsedMigration> up) {
    List<Tried.Refusal> refusals = new ArrayList<>();
    for (RehearsedMigration one : up) {
      Answer failure = one.failure();
      if (failure != null) {
        refusals.add(new Tried.Refusal(one.migration().title(), failure.toString()));
      }
    }
    return refusals;
  }

  /// The statements that people run by hand, as a migration.
  private Migration byHand(List<Migration> rest) {
    StringBuilder text = new StringBuilder();
    remedy.byHand().forEach(one -> text.append(one).append(";\n"));
    SourceFile file = new SourceFile("by hand", text.toString());
    List<Statement> statements = SqlReader.read(file);
    List<Span> messages = statements.stream().map(Statement::span).toList();
    return Spoken.withUp(
        rest.getFirst(), new Script(file.span(0, text.length()), statements, List.of(), messages));
  }

  private boolean verified(DatabaseUrl database) throws SQLException {
    try (Connection connection = database.connect(new Properties());
        java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(remedy.verification())) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static String key(Migration migration) {
    return migration.file().path() + " " + migration.id();
  }
}
