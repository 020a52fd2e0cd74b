package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Folds a history over a world.
///
/// A migration that fails is undone, and the replay goes on with the next one, so that all failures
/// show at once. To tell the failures that only follow from an earlier one, a second database is
/// kept from the first failure on: the *hoped-for* one, in which the failed migrations did what
/// they could and whatever they meant to bring in may be there. What fails in the real database and
/// not in the hoped-for one is a follow-up.
public final class Replay {
  /// The longest history with code whose steps are kept, and so the code run once.
  private static final int MOST_KEPT = 2_000;

  private final Session fresh;
  private final ConnectionReset reset;
  private final Consumer<List<Step>> watcher;
  private Database real;
  private @Nullable Database hopedFor;

  private Replay(Runner runner, World world, Consumer<List<Step>> watcher) {
    this.reset = runner.reset();
    this.watcher = watcher;
    this.real = world.database();
    this.fresh = real.session();
  }

  /// Who looks at the steps of a replay. A step is handed over once: what is not kept of it is gone
  /// when the replay goes on.
  public interface Watcher {
    /// Looks at a step.
    ///
    /// @param soFar the replay up to this step, without it
    void see(Step step, Timeline soFar);
  }

  /// Replays a history while nobody watches.
  public static Timeline of(History history, World world) {
    return of(history, world, (step, soFar) -> {});
  }

  /// Replays a history: of a world in which some of its migrations have run, the others.
  public static Timeline of(History history, World world, Watcher watcher) {
    World prepared = world.preparedFor(history.runner());
    Set<Migration> applied = Collections.newSetFromMap(new IdentityHashMap<>());
    world.applied().forEach(sent -> applied.add(sent.migration()));
    if (world.ledger() != null) {
      applied.addAll(world.ledger().passedOver(history));
    }
    List<Migration> pending =
        history.migrations().stream().filter(migration -> !applied.contains(migration)).toList();
    boolean code = pending.stream().anyMatch(migration -> migration.up().program() != null);
    if (code && pending.size() <= MOST_KEPT) {
      return kept(history, world, prepared, pending, watcher);
    }
    Timeline timeline =
        new Timeline(world, history, sent(history, prepared, pending, code), prepared.database());
    Replay replay = new Replay(history.runner(), prepared, known -> show(known, timeline, watcher));
    for (Migration migration : pending) {
      replay.run(migration);
      timeline.reach(replay.real);
    }
    return timeline;
  }

  private static void show(List<Step> known, Timeline timeline, Watcher watcher) {
    timeline.stand(known);
    for (Step step : known) {
      watcher.see(step, timeline);
      timeline.pass(step);
    }
  }

  /// Replays a history with code, whose statements show only when it runs, and keeps all steps
  /// until it has ended: then what is sent is known before anybody looks at the first one.
  private static Timeline kept(
      History history, World world, World prepared, List<Migration> pending, Watcher watcher) {
    List<Sent> sent = new ArrayList<>();
    List<List<List<Step>>> steps = new ArrayList<>();
    List<Database> after = new ArrayList<>();
    Replay replay = new Replay(history.runner(), prepared, known -> steps.getLast().add(known));
    for (Migration migration : pending) {
      steps.add(new ArrayList<>());
      sent.add(replay.run(migration));
      after.add(replay.real);
    }
    Timeline timeline = new Timeline(world, history, sent, prepared.database());
    for (int i = 0; i < after.size(); i++) {
      steps.get(i).forEach(known -> show(known, timeline, watcher));
      timeline.reach(after.get(i));
    }
    return timeline;
  }

  /// What migrations send. Code of a history that is too long to keep its steps runs once before
  /// anybody watches.
  private static List<Sent> sent(
      History history, World world, List<Migration> migrations, boolean code) {
    Replay rehearsal = unwatched(history, world);
    return migrations.stream()
        .map(migration ->
            code ? rehearsal.run(migration) : new Sent(migration, migration.up().statements()))
        .toList();
  }

  /// A replay at which nobody looks.
  static Replay unwatched(History history, World world) {
    return new Replay(history.runner(), world, known -> {});
  }

  /// Runs a migration of which is known that it did run.
  Sent settle(Migration migration) {
    hopedFor = null;
    Sent sent = run(migration);
    real = hopedFor == null ? real : hopedFor;
    return sent;
  }

  /// The database as it is now.
  Database database() {
    return real;
  }

  private Sent run(Migration migration) {
    Database start = reset(real);
    Database hope = hopedFor == null ? null : reset(hopedFor);
    String unreadable = migration.unreadable();
    if (unreadable != null) {
      String why = "what " + migration.title() + " does was not seen";
      real = start.with(start.schema().withUncertain("*", why));
      hopedFor = hope == null ? null : hope.with(hope.schema().withUncertain("*", why));
      return new Sent(migration, List.of());
    }
    Attempt hoped = hope == null ? null : Attempt.hopeful(migration, hope);
    Attempt attempt =
        Attempt.real(
            migration,
            start,
            known -> watcher.accept(known.stream().map(step -> judged(step, hoped)).toList()));
    if (!attempt.failed()) {
      real = attempt.end();
      hopedFor = hoped == null ? null : hoped.end();
      return new Sent(migration, attempt.statements());
    }
    Attempt whole = hoped == null ? Attempt.hopeful(migration, start) : hoped;
    real = start;
    hopedFor = whole.end();
    return new Sent(migration, whole.statements());
  }

  /// A step, as a follow-up when it fails where the hoped-for run did not.
  private static Step judged(Step step, @Nullable Attempt hoped) {
    return step.outcome() instanceof Outcome.Fails
            && hoped != null
            && !hoped.failedAt(step.statement())
        ? step.asFollowUp()
        : step;
  }

  /// The database as a migration meets it, with what the runner undoes between two.
  private Database reset(Database database) {
    Session session = database.session();
    return database.with(
        new Session(
            reset.searchPath() ? fresh.searchPath() : session.searchPath(),
            reset.role() ? fresh.role() : session.role(),
            reset.settings() ? fresh.settings() : session.settings()));
  }
}
