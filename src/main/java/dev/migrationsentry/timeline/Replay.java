package dev.migrationsentry.timeline;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.NewerSyntax;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds a history over a world.
///
/// A migration that fails is undone, and the replay goes on with the next one, so that all failures
/// show at once. To tell the failures that only follow from an earlier one, a second database is
/// kept from the first failure on: the *hoped-for* one, in which the failed migrations did what
/// they could and whatever they meant to bring in may be there. What fails in the real database and
/// not in the hoped-for one is a follow-up.
public final class Replay {
  private final History history;
  private final List<Step> steps = new ArrayList<>();
  private final Session fresh;
  private Database real;
  private @Nullable Database hopedFor;

  private Replay(History history, World world) {
    this.history = history;
    this.real = world.database();
    this.fresh = real.session();
  }

  /// Replays a whole history.
  public static Timeline of(History history, World world) {
    Replay replay = new Replay(history, world.preparedFor(history.runner()));
    for (Migration migration : history.migrations()) {
      replay.run(migration);
    }
    return new Timeline(
        world, history, replay.steps, replay.real, Introductions.of(history.migrations()));
  }

  private void run(Migration migration) {
    Database start = reset(real);
    Database hope = hopedFor == null ? null : reset(hopedFor);
    String unreadable = migration.unreadable();
    if (unreadable != null) {
      String why = migration.title() + " " + unreadable;
      real = start.with(start.schema().withUncertain("*", why));
      hopedFor = hope == null ? null : hope.with(hope.schema().withUncertain("*", why));
      return;
    }
    Database now = open(migration, start);
    hope = hope == null ? null : open(migration, hope);
    boolean failed = false;
    for (List<Statement> batch : migration.up().batches()) {
      Statement refused = refused(migration, batch);
      for (Statement statement : batch) {
        boolean implicit =
            migration.transaction() == TransactionMode.IMPLICIT_STRING && batch.size() > 1;
        now = enter(implicit, now);
        Outcome hoped = null;
        if (hope != null) {
          hope = enter(implicit, hope);
          hoped = execute(migration, statement, hope);
          hope = hopeful(statement, hoped, hope);
        }
        if (failed || (refused != null && refused != statement)) {
          continue;
        }
        Outcome outcome = execute(migration, statement, now);
        Database after = after(outcome, now);
        boolean followUp = hoped != null && !(hoped instanceof Outcome.Fails);
        steps.add(new Step(migration, statement, now, outcome, after, failed(outcome) && followUp));
        if (failed(outcome)) {
          failed = true;
          hope = hope == null ? hopeful(statement, outcome, now) : hope;
        }
        now = after;
      }
      now = leave(migration, now);
      hope = hope == null ? null : leave(migration, hope);
    }
    real = failed ? start : now.in(null);
    hopedFor = hope == null ? null : hope.in(null);
  }

  /// The statement for which PostgreSQL refuses a whole message: it reads all of it before it runs
  /// any of it.
  private @Nullable Statement refused(Migration migration, List<Statement> batch) {
    if (!migration.up().placeholders().isEmpty()) {
      return null;
    }
    for (Statement statement : batch) {
      if ((statement instanceof Opaque opaque && opaque.failure() != null)
          || (!(statement instanceof RoutineStatement)
              && NewerSyntax.in(statement, real.major()) != null)) {
        return statement;
      }
    }
    return null;
  }

  /// Executes a statement; one that holds what only the runner knows can't fail for certain.
  private static Outcome execute(Migration migration, Statement statement, Database database) {
    Outcome outcome = Executor.execute(statement, database);
    if (!(outcome instanceof Outcome.Fails) || migration.up().placeholders().isEmpty()) {
      return outcome;
    }
    Placeholder unknown =
        new Step(migration, statement, database, outcome, database, false).placeholder();
    if (unknown == null) {
      return outcome;
    }
    Database after = database;
    for (Introductions.Introduction introduced : Introductions.by(statement)) {
      after =
          after.with(after.schema().withUncertain(introduced.name(), "a template brings it in"));
    }
    return new Outcome.Unknown(
        "the value of " + unknown.name() + " is not known", after, List.of());
  }

  /// Opens the transaction that the runner puts around a migration.
  private static Database open(Migration migration, Database now) {
    return switch (migration.transaction()) {
      case PER_RUN, PER_MIGRATION -> begin(now);
      case IMPLICIT_STRING, PER_STATEMENT -> now;
    };
  }

  /// Opens the implicit transaction that the server puts around the statements of one message, also
  /// again after a COMMIT among them.
  private static Database enter(boolean implicit, Database now) {
    return implicit && now.transaction() == null ? begin(now) : now;
  }

  /// Ends the implicit transaction of a message.
  private static Database leave(Migration migration, Database now) {
    Transaction transaction = now.transaction();
    boolean implicit =
        migration.transaction() == TransactionMode.IMPLICIT_STRING
            && transaction != null
            && !transaction.explicit();
    return implicit ? now.in(null) : now;
  }

  private static Database begin(Database now) {
    return now.in(Transaction.begin(now, false));
  }

  private Database reset(Database database) {
    ConnectionReset reset = history.runner().reset();
    Session session = database.session();
    return database.with(
        new Session(
            reset.searchPath() ? fresh.searchPath() : session.searchPath(),
            reset.role() ? fresh.role() : session.role(),
            reset.settings() ? fresh.settings() : session.settings()));
  }

  private static boolean failed(Outcome outcome) {
    return outcome instanceof Outcome.Fails;
  }

  private static Database after(Outcome outcome, Database before) {
    return switch (outcome) {
      case Outcome.Done done -> done.after();
      case Outcome.Fails ignored -> before;
      case Outcome.Unknown unknown -> unknown.after();
    };
  }

  private static Database hopeful(Statement statement, Outcome outcome, Database before) {
    if (!(outcome instanceof Outcome.Fails(ServerError error))) {
      return after(outcome, before);
    }
    Database database = before;
    for (Introductions.Introduction introduced : Introductions.by(statement)) {
      database =
          database.with(
              database.schema().withUncertain(introduced.name(), "it failed: " + error.message()));
    }
    return database;
  }
}
