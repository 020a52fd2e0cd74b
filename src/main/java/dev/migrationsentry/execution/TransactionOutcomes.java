package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that begin and end transactions and savepoints (manual, section 3.4).
final class TransactionOutcomes {
  private TransactionOutcomes() {}

  static Outcome execute(TransactionStatement statement, Database database) {
    Transaction transaction = database.transaction();
    return switch (statement.action()) {
      case BEGIN ->
          done(
              transaction == null
                  ? database.in(Transaction.begin(database, true))
                  : database.in(transaction.madeExplicit()));
      case COMMIT, PREPARE ->
          // The server answers COMMIT in an aborted transaction with a rollback, and no error.
          done(
              transaction != null && transaction.aborted()
                  ? transaction.start().in(null)
                  : database.in(null));
      case ROLLBACK -> done(transaction == null ? database : transaction.start().in(null));
      case SAVEPOINT ->
          transaction == null
              ? outside(statement, "SAVEPOINT")
              : done(database.in(transaction.with(saved(transaction, statement, database))));
      case RELEASE ->
          transaction == null
              ? outside(statement, "RELEASE SAVEPOINT")
              : release(statement, database, transaction);
      case ROLLBACK_TO ->
          transaction == null
              ? outside(statement, "ROLLBACK TO SAVEPOINT")
              : rollBack(statement, transaction);
      case SET, COMMIT_PREPARED, ROLLBACK_PREPARED -> done(database);
    };
  }

  /// The server's answer to a statement in an aborted transaction, or null where it is run.
  static @Nullable ServerError refusal(Statement statement, Database database) {
    Transaction transaction = database.transaction();
    if (transaction == null || !transaction.aborted()) {
      return null;
    }
    boolean ends =
        statement instanceof TransactionStatement end
            && switch (end.action()) {
              case COMMIT, PREPARE, ROLLBACK, ROLLBACK_TO -> true;
              case BEGIN, SAVEPOINT, RELEASE, SET, COMMIT_PREPARED, ROLLBACK_PREPARED -> false;
            };
    boolean unread = statement instanceof Opaque opaque && opaque.failure() != null;
    return ends || unread
        ? null
        : new ServerError(
            "25P02",
            "current transaction is aborted, commands ignored until end of transaction block",
            statement.span());
  }

  private static Outcome done(Database after) {
    return new Outcome.Done(after, List.of());
  }

  private static Outcome outside(TransactionStatement statement, String words) {
    return new Outcome.Fails(
        new ServerError(
            "25P01", words + " can only be used in transaction blocks", statement.span()));
  }

  private static List<Transaction.Savepoint> saved(
      Transaction transaction, TransactionStatement statement, Database database) {
    List<Transaction.Savepoint> savepoints = new ArrayList<>(transaction.savepoints());
    savepoints.add(new Transaction.Savepoint(name(statement), database));
    return savepoints;
  }

  private static String name(TransactionStatement statement) {
    Name savepoint = statement.savepoint();
    return savepoint == null ? "" : savepoint.stored();
  }

  private static int position(Transaction transaction, String name) {
    for (int i = transaction.savepoints().size() - 1; i >= 0; i--) {
      if (transaction.savepoints().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static Outcome release(
      TransactionStatement statement, Database database, Transaction transaction) {
    int at = position(transaction, name(statement));
    return at < 0
        ? missing(statement)
        : done(database.in(transaction.with(transaction.savepoints().subList(0, at))));
  }

  private static Outcome rollBack(TransactionStatement statement, Transaction transaction) {
    int at = position(transaction, name(statement));
    if (at < 0) {
      return missing(statement);
    }
    Database saved = transaction.savepoints().get(at).at();
    @Nullable Transaction then = saved.transaction();
    return done(
        saved.in(
            (then == null ? transaction : then).with(transaction.savepoints().subList(0, at + 1))));
  }

  private static Outcome missing(TransactionStatement statement) {
    return new Outcome.Fails(
        new ServerError(
            "3B001", "savepoint \"" + name(statement) + "\" does not exist", statement.span()));
  }
}
