package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.wire.TraceSettings;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the pending migrations of a history do on a real PostgreSQL, beside what was predicted.
///
/// @param server which server, for people
/// @param start where it started
/// @param prediction what was predicted; for what comes after a failure that nobody could foresee,
///   what is predicted given that failure
/// @param migrations what the server said to each, in their order
/// @param comparison how the outcomes agree with the prediction
/// @param structure how the final schema differs from the predicted one
/// @param lost what they have removed of the data that were there
/// @param again what the server said when the same migrations ran once more; empty when they did
///   not
/// @param down the migrations taken back and run again; null when that was not asked for
/// @param elapsed of all migrations
public record Rehearsal(
    History history,
    String server,
    Start start,
    Prediction prediction,
    List<RehearsedMigration> migrations,
    Comparison comparison,
    List<Difference> structure,
    List<LostData> lost,
    List<RehearsedMigration> again,
    @Nullable DownAndUp down,
    Duration elapsed) {
  private static final Duration READING = Duration.ofMinutes(1);

  /// After how many failures that nobody expected the prediction is not made anew any more, since
  /// each time costs a replay.
  private static final int MOST_UNFORESEEN = 10;

  /// Copies the lists.
  public Rehearsal {
    migrations = List.copyOf(migrations);
    structure = List.copyOf(structure);
    lost = List.copyOf(lost);
    again = List.copyOf(again);
  }

  /// What is rehearsed.
  ///
  /// @param prelude what the project's host brings before the first migration, for an empty
  ///   database
  /// @param rerun whether the same migrations run once more, as a runner without a ledger does
  /// @param down whether the migrations are taken back afterwards, and run again
  /// @param trace what is recorded of the migrations, or null for nothing but the answers
  public record Plan(
      History history,
      Start start,
      List<Statement> prelude,
      boolean rerun,
      boolean down,
      @Nullable TraceSettings trace) {
    /// Copies the prelude.
    public Plan {
      prelude = List.copyOf(prelude);
    }
  }

  /// Puts rows into a database before the pending migrations run.
  @FunctionalInterface
  public interface Filling {
    /// Puts none.
    Filling NONE = database -> false;

    /// Puts rows into a database.
    ///
    /// @return whether it may have put any
    boolean fill(DatabaseUrl database) throws SQLException;
  }

  /// Runs the migrations that are pending in a world as the history's own runner does.
  ///
  /// @param database a database of the server that is that world; it is dropped afterwards
  /// @throws SQLException when the server ends in between
  public static Rehearsal of(
      Plan plan, ThrowAwayServer server, DatabaseUrl database, HistoryRun.Progress progress)
      throws SQLException {
    return of(plan, server, database, progress, Filling.NONE);
  }

  /// The same with rows.
  ///
  /// @param database a database of the server that is that world; it is dropped afterwards
  /// @throws SQLException when the server ends in between
  public static Rehearsal of(
      Plan plan,
      ThrowAwayServer server,
      DatabaseUrl database,
      HistoryRun.Progress progress,
      Filling filling)
      throws SQLException {
    History history = plan.history();
    Start start = plan.start();
    Prediction prediction = Prediction.of(history, start.world());
    try (HistoryRun run = HistoryRun.in(database, server, history, plan.prelude())) {
      List<Migration> pending = pending(history, start);
      List<String> extensions = CreatedExtensions.in(plan.prelude());
      extensions.addAll(CreatedExtensions.inTexts(start.before()));
      extensions.addAll(CreatedExtensions.inTexts(pending));
      Start begun =
          start.degradedBy(settle(run, start.before())).on(server, run.database(), extensions);
      if (filling.fill(database)) {
        run.keep();
      }
      // A new database has no users yet whom a lock could disturb.
      boolean inUse = !start.world().isEmpty();
      boolean traced = plan.trace() != null && inUse;
      StoredData before = inUse ? StoredData.of(run.database()) : StoredData.NOTHING;
      if (traced) {
        run.reconnect(plan.trace());
      }
      Snapshot empty = plan.down() ? look(run) : null;
      long began = System.nanoTime();
      List<RehearsedMigration> migrations = run.run(pending, progress);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      if (traced || plan.rerun() || plan.down()) {
        run.reconnect(null);
      }
      Prediction known = given(migrations, prediction);
      List<Difference> structure = structure(run, known, server.major());
      List<LostData> lost = inUse ? lost(before, run, known, migrations, start) : List.of();
      DownAndUp down = empty == null ? null : downAndUp(run, migrations, known, empty);
      return new Rehearsal(
          history,
          server.description(),
          begun,
          known,
          migrations,
          Comparison.of(known::of, migrations),
          structure,
          lost,
          plan.rerun() ? run.run(pending, HistoryRun.Progress.NONE) : List.of(),
          down,
          elapsed);
    }
  }

  /// What is predicted given the failures that were not expected, the first one first: those that
  /// only follow from it are expected then.
  private static Prediction given(List<RehearsedMigration> migrations, Prediction prediction) {
    Prediction known = prediction;
    Set<Migration> unforeseen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RehearsedMigration one : migrations) {
      Migration migration = one.migration();
      boolean foreseen = one.failure() == null || known.failing(migration) != null;
      if (!foreseen && unforeseen.size() < MOST_UNFORESEEN) {
        unforeseen.add(migration);
        known = prediction.without(unforeseen);
      }
    }
    return known;
  }

  private static List<LostData> lost(
      StoredData before,
      HistoryRun run,
      Prediction prediction,
      List<RehearsedMigration> migrations,
      Start start)
      throws SQLException {
    Set<Statement> worked = Collections.newSetFromMap(new IdentityHashMap<>());
    for (RehearsedMigration one : migrations) {
      if (one.failure() == null) {
        worked.addAll(one.migration().up().statements());
      }
    }
    StoredData after = StoredData.of(run.database());
    return LostData.between(before, after, prediction, start.rows(), worked::contains);
  }

  /// Runs what has run before the rehearsal.
  ///
  /// @return what failed, one line each
  private static List<String> settle(HistoryRun run, List<Migration> before) throws SQLException {
    List<String> failed = new ArrayList<>();
    for (RehearsedMigration migration : run.run(before, HistoryRun.Progress.NONE)) {
      Answer failure = migration.failure();
      if (failure != null) {
        failed.add(
            migration.migration().title() + ", which should have run before, fails: " + failure);
      }
    }
    return failed;
  }

  private static List<Migration> pending(History history, Start start) {
    Set<Migration> ran = Collections.newSetFromMap(new IdentityHashMap<>());
    start.world().applied().forEach(sent -> ran.add(sent.migration()));
    ran.addAll(start.before());
    if (start.world().ledger() != null) {
      ran.addAll(start.world().ledger().passedOver(history));
    }
    return history.migrations().stream().filter(one -> !ran.contains(one)).toList();
  }

  /// How the schema on the server differs from the predicted one.
  private static List<Difference> structure(HistoryRun run, Prediction prediction, int major) {
    Snapshot snapshot = look(run);
    CatalogSchema actual = CatalogSchema.of(snapshot.definitions(), FreshDatabase.create(major));
    return Difference.between(prediction.timeline().after().schema(), actual.database().schema());
  }

  private static Snapshot look(HistoryRun run) {
    return Snapshot.of(new LiveDatabase(run.database(), READING), Clock.systemUTC());
  }

  /// Takes migrations back from the last one on, as far as there is a way, and runs them again.
  private static DownAndUp downAndUp(
      HistoryRun run, List<RehearsedMigration> migrations, Prediction prediction, Snapshot before)
      throws SQLException {
    if (migrations.stream().anyMatch(one -> one.failure() != null)) {
      return DownAndUp.notTried("The way up does not come to its end.");
    }
    List<Migration> down = new ArrayList<>();
    List<Migration> up = new ArrayList<>();
    String notTried = null;
    for (RehearsedMigration one : migrations.reversed()) {
      Migration reversed = DownAndUp.reversed(one.migration());
      if (reversed == null) {
        notTried = one.migration().title() + " has no way down, so that the way back ends there.";
        break;
      }
      down.add(reversed);
      up.addFirst(one.migration());
    }
    Snapshot after = look(run);
    List<String> problems = new ArrayList<>();
    for (RehearsedMigration one : run.run(down, HistoryRun.Progress.NONE)) {
      if (one.failure() != null) {
        problems.add("The way down of " + one.migration().title() + " fails with " + one.failure());
      }
    }
    boolean whole = notTried == null && problems.isEmpty();
    List<DownAndUp.Left> left =
        whole ? DownAndUp.left(before, look(run), prediction.timeline().sent()) : List.of();
    if (!problems.isEmpty()) {
      return new DownAndUp(notTried, problems, left, List.of());
    }
    for (RehearsedMigration one : run.run(up, HistoryRun.Progress.NONE)) {
      if (one.failure() != null && problems.isEmpty()) {
        problems.add(one.migration().title() + ", after that, fails with " + one.failure());
      }
    }
    return new DownAndUp(
        notTried,
        problems,
        left,
        problems.isEmpty() ? DownAndUp.differences(after, look(run)) : List.of());
  }

  /// The migrations that fail.
  public List<RehearsedMigration> failures() {
    return migrations.stream().filter(one -> one.failure() != null).toList();
  }

  /// Whether each start of the program removes data: nothing records that these migrations have
  /// run.
  public boolean losesAtEveryStart() {
    return !again.isEmpty() && !lost.isEmpty();
  }

  /// Whether the start was not the world that it stands for, so that a failure may come from that.
  public boolean degraded() {
    return !start.degraded().isEmpty();
  }

  /// How many of the predicted outcomes the server has confirmed.
  public int agreeing() {
    return comparison.agreeing();
  }
}
