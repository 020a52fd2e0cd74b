package dev.migrationsentry.timeline;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.execution.NewerSyntax;
import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of one migration on one database.
///
/// A *hopeful* run goes on after a failure as if the statement had done what it could: whatever it
/// meant to bring in may be there.
final class Attempt implements Connection {
  private final Migration migration;
  private final boolean hopeful;
  private final Consumer<List<Step>> watcher;

  /// The steps of code: what became of one shows only when the code has gone on.
  private final List<Step> steps = new ArrayList<>();

  private final Set<String> failures = new HashSet<>();
  private Database now;
  private boolean failed;

  private Attempt(
      Migration migration, Database start, boolean hopeful, Consumer<List<Step>> watcher) {
    this.watcher = watcher;
    this.migration = migration;
    this.now = start;
    this.hopeful = hopeful;
  }

  /// Runs a migration until it fails, as the runner does.
  ///
  /// @param watcher gets the statements that run: those of a text one by one, those of code when
  ///   all have run
  static Attempt real(Migration migration, Database start, Consumer<List<Step>> watcher) {
    Attempt attempt = new Attempt(migration, start, false, watcher);
    attempt.run();
    return attempt;
  }

  /// Runs a migration to its end, whatever fails in it.
  static Attempt hopeful(Migration migration, Database start) {
    Attempt attempt = new Attempt(migration, start, true, known -> {});
    attempt.run();
    return attempt;
  }

  /// The statements of a text; of code those that it sent, in order.
  List<Statement> statements() {
    return migration.up().program() == null
        ? migration.up().statements()
        : steps.stream().map(Step::statement).toList();
  }

  /// Whether the runner sees the migration fail.
  boolean failed() {
    return failed;
  }

  /// Whether a statement failed in this run.
  boolean failedAt(Statement statement) {
    return failures.contains(key(statement));
  }

  /// The database afterwards, when all is committed.
  Database end() {
    return now.in(null);
  }

  private void run() {
    if (migration.transaction() == TransactionMode.PER_RUN
        || migration.transaction() == TransactionMode.PER_MIGRATION) {
      begin();
    }
    Script script = migration.up();
    Program program = script.program();
    if (program == null) {
      script.batches().forEach(this::message);
    } else {
      boolean broken = breaksOff(program);
      Transaction transaction = now.transaction();
      failed = broken || (transaction != null && transaction.aborted());
      watcher.accept(steps);
    }
  }

  private boolean breaksOff(Program program) {
    try {
      return program.run(this) == Program.Ending.BROKEN_OFF;
    } catch (RuntimeException | StackOverflowError mistake) {
      Opaque code = new Opaque("", Fault.told(mistake), null, migration.up().range());
      Outcome.Unknown outcome = Fault.outcome(mistake, now);
      steps.add(new Step(migration, code, now, outcome, outcome.after(), false));
      now = outcome.after();
      return false;
    }
  }

  private void message(List<Statement> batch) {
    boolean implicit =
        migration.transaction() == TransactionMode.IMPLICIT_STRING && batch.size() > 1;
    Statement refused = hopeful ? null : refused(batch);
    for (Statement statement : batch) {
      if (failed && !hopeful) {
        return;
      }
      if (implicit && now.transaction() == null) {
        // The server opens one again after a COMMIT among the statements.
        begin();
      }
      if (refused == null || refused == statement) {
        failed |= execute(statement) instanceof Outcome.Fails;
      }
    }
    Transaction transaction = now.transaction();
    if (implicit && transaction != null && !transaction.explicit()) {
      commit();
    }
  }

  /// The statement for which PostgreSQL refuses a whole message: it reads all of it before it runs
  /// any of it.
  private @Nullable Statement refused(List<Statement> batch) {
    if (!migration.up().placeholders().isEmpty()) {
      return null;
    }
    for (Statement statement : batch) {
      if ((statement instanceof Opaque opaque && opaque.failure() != null)
          || (!(statement instanceof RoutineStatement)
              && NewerSyntax.in(statement, now.major()) != null)) {
        return statement;
      }
    }
    return null;
  }

  @Override
  public Database database() {
    return now;
  }

  @Override
  public Outcome execute(Statement statement) {
    Database before = now;
    Outcome outcome = unlessTemplated(statement, Executor.execute(statement, before));
    if (outcome instanceof Outcome.Fails(ServerError error)) {
      failures.add(key(statement));
      if (hopeful) {
        String why = "it failed: " + error.message();
        Database hoped = Introductions.uncertain(statement, before, why);
        see(new Step(migration, statement, before, outcome, hoped, false));
        now = hoped;
        return new Outcome.Unknown(why, hoped, List.of());
      }
      Transaction transaction = before.transaction();
      now = transaction == null ? before : before.in(transaction.afterFailure());
    } else {
      now = after(outcome, before);
    }
    see(new Step(migration, statement, before, outcome, now, false));
    return outcome;
  }

  @Override
  public void doubt(Statement statement, String why) {
    Outcome.Unknown outcome = Executor.doubted(statement, now, why);
    see(new Step(migration, statement, now, outcome, outcome.after(), false));
    now = outcome.after();
  }

  private void see(Step step) {
    if (migration.up().program() == null) {
      watcher.accept(List.of(step));
    } else {
      steps.add(step);
    }
  }

  @Override
  public void caught(Statement statement, Span handler) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).statement() == statement) {
        steps.set(i, steps.get(i).caughtBy(handler));
        return;
      }
    }
  }

  @Override
  public void commit() {
    Transaction transaction = now.transaction();
    now =
        transaction != null && transaction.aborted() ? transaction.start().in(null) : now.in(null);
  }

  @Override
  public void begin() {
    now = now.in(Transaction.begin(now, false));
  }

  /// A statement that holds what only the runner knows can't fail for certain.
  private Outcome unlessTemplated(Statement statement, Outcome outcome) {
    if (!(outcome instanceof Outcome.Fails) || migration.up().placeholders().isEmpty()) {
      return outcome;
    }
    Placeholder unknown = new Step(migration, statement, now, outcome, now, false).placeholder();
    return unknown == null
        ? outcome
        : new Outcome.Unknown(
            "the value of " + unknown.name() + " is not known",
            Introductions.uncertain(statement, now, "a template brings it in"),
            List.of());
  }

  private static Database after(Outcome outcome, Database before) {
    return switch (outcome) {
      case Outcome.Done done -> done.after();
      case Outcome.Fails ignored -> before;
      case Outcome.Unknown unknown -> unknown.after();
    };
  }

  /// What two runs have in common of a statement: code sends another object in each run.
  private static String key(Statement statement) {
    return statement.span() + "\n" + statement.span().text();
  }
}
