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
import org.jspecify.annotations.Nullable;

/// Folds a history over a world.
///
/// A migration that fails is undone, and the replay goes on with the next one, so that all failures
/// show at once. To tell the failures that only follow from an earlier one, a second database is
/// kept from the first failure on: the *hoped-for* one, in which the failed migrations did what
/// they could and whatever they meant to bring in may be there. What fails in the real database and
/// not in the hoped-for one is a follow-up.
public final class Replay {
  private final Session fresh;
  private final ConnectionReset reset;
  private final List<Step> steps = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private Database real;
  private @Nullable Database hopedFor;

  Replay(Runner runner, World world) {
    this.reset = runner.reset();
    this.real = world.database();
    this.fresh = real.session();
  }

  /// Replays a history: of a world in which some of its migrations have run, the others.
  public static Timeline of(History history, World world) {
    Replay replay = new Replay(history.runner(), world.preparedFor(history.runner()));
    Set<Migration> applied = Collections.newSetFromMap(new IdentityHashMap<>());
    world.applied().forEach(sent -> applied.add(sent.migration()));
    for (Migration migration : history.migrations()) {
      if (!applied.contains(migration)) {
        replay.run(migration);
      }
    }
    List<Sent> all = new ArrayList<>(world.applied());
    all.addAll(replay.sent);
    return new Timeline(
        world, history, replay.sent, replay.steps, replay.real, Introductions.of(all));
  }

  /// Runs a migration of which is known that it did run.
  Sent settle(Migration migration) {
    hopedFor = null;
    run(migration);
    real = hopedFor == null ? real : hopedFor;
    return sent.getLast();
  }

  /// The database as it is now.
  Database database() {
    return real;
  }

  private void run(Migration migration) {
    Database start = reset(real);
    Database hope = hopedFor == null ? null : reset(hopedFor);
    String unreadable = migration.unreadable();
    if (unreadable != null) {
      String why = migration.title() + " " + unreadable;
      real = start.with(start.schema().withUncertain("*", why));
      hopedFor = hope == null ? null : hope.with(hope.schema().withUncertain("*", why));
      sent.add(new Sent(migration, List.of()));
      return;
    }
    Attempt attempt = Attempt.real(migration, start);
    Attempt hoped =
        hope != null
            ? Attempt.hopeful(migration, hope)
            : attempt.failed() ? Attempt.hopeful(migration, start) : null;
    for (Step step : attempt.steps()) {
      boolean failed = step.outcome() instanceof Outcome.Fails;
      boolean followUp =
          failed && hope != null && hoped != null && !hoped.failedAt(step.statement());
      steps.add(followUp ? step.asFollowUp() : step);
    }
    sent.add(sent(migration, attempt.failed() && hoped != null ? hoped : attempt));
    real = attempt.failed() ? start : attempt.end();
    hopedFor = hoped == null ? null : hoped.end();
  }

  private static Sent sent(Migration migration, Attempt attempt) {
    return new Sent(
        migration,
        migration.up().program() == null
            ? migration.up().statements()
            : attempt.steps().stream().map(Step::statement).toList());
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
