package dev.migrationsentry.runner;

import dev.migrationsentry.framework.OutsideTransaction;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Cuts a migration into steps.
///
/// As a rule there is one: all of it in one transaction. There are more when a statement is in it
/// that no transaction block allows, when the migration asks to run outside of one, or when it
/// begins and commits several of its own.
///
/// @param steps in the order of the text; one without statements for a migration that has none
/// @param why why it is more than one, as a sentence part ("line 3 can't run in a transaction"), or
///   null
record Steps(List<Step> steps, @Nullable String why) {
  Steps {
    steps = List.copyOf(steps);
  }

  /// Whether nothing of the migration can be left behind when it fails.
  boolean atomic() {
    return steps.size() == 1 && !steps.getFirst().alone();
  }

  /// What can't be run at all.
  static final class Unsupported extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message the sentence, with the place
    Unsupported(String message) {
      super(message);
    }
  }

  /// Cuts a migration.
  ///
  /// @throws Unsupported when it handles transactions so that its row in the ledger could not
  ///   commit with it
  static Steps of(Migration migration) throws Unsupported {
    List<Statement> statements = migration.up().statements();
    boolean asked =
        migration.transaction() == TransactionMode.PER_STATEMENT
            || (migration.transactionMarker() != null
                && migration.transaction() == TransactionMode.IMPLICIT_STRING);
    Statement outside = firstAlone(statements);
    TransactionStatement own = firstOwn(statements);
    if (own == null && outside == null && !asked) {
      return new Steps(List.of(whole(migration.up())), null);
    }
    List<Step> steps = cut(statements, asked);
    if (steps.isEmpty()) {
      return new Steps(List.of(Step.of(List.of(), false)), null);
    }
    if (steps.size() == 1 && !steps.getFirst().alone()) {
      return new Steps(steps, null);
    }
    Span marker = migration.transactionMarker();
    String why =
        asked && marker != null
            ? marker + " asks for no transaction"
            : outside != null
                ? outside.span() + " can't run in a transaction, or what follows needs its commit"
                : asked
                    ? "it runs outside of a transaction"
                    : String.valueOf(own == null ? "" : own.span() + " begins its own transaction");
    return new Steps(steps, why);
  }

  private static Step whole(Script script) {
    List<Span> messages = new ArrayList<>();
    int next = 0;
    List<Statement> statements = script.statements();
    for (Span message : script.messages()) {
      boolean any = false;
      while (next < statements.size() && statements.get(next).span().start() < message.end()) {
        any = true;
        next++;
      }
      if (any) {
        messages.add(message);
      }
    }
    return new Step(statements, messages, false);
  }

  private static List<Step> cut(List<Statement> statements, boolean oneByOne) throws Unsupported {
    List<Step> steps = new ArrayList<>();
    List<Statement> group = new ArrayList<>();
    TransactionStatement open = null;
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      if (statement instanceof TransactionStatement own && !isSavepoint(own)) {
        if (own.action() == TransactionStatement.Action.BEGIN && open == null) {
          close(group, steps);
          open = own;
        } else if (own.action() == TransactionStatement.Action.COMMIT
            && open != null
            && !own.chain()) {
          close(group, steps);
          open = null;
        } else if (own.action() != TransactionStatement.Action.BEGIN || !own.modes().isEmpty()) {
          throw refused(own);
        }
        if (!own.modes().isEmpty()) {
          throw refused(own);
        }
        continue;
      }
      boolean alone =
          mustBeAlone(statement, statements, i) || (oneByOne && mayEndTransactions(statement));
      if (open != null) {
        // PostgreSQL itself says what can't be in the block that the file opens.
        group.add(statement);
      } else if (alone) {
        close(group, steps);
        steps.add(Step.of(List.of(statement), !(statement instanceof TypeStatement)));
      } else {
        group.add(statement);
        if (oneByOne) {
          close(group, steps);
        }
      }
    }
    if (open != null) {
      throw new Unsupported(
          open.span()
              + " begins a transaction that the file does not commit, so that nothing of it would stay.");
    }
    close(group, steps);
    return steps;
  }

  private static void close(List<Statement> group, List<Step> steps) {
    if (!group.isEmpty()) {
      steps.add(Step.of(group, false));
      group.clear();
    }
  }

  private static Unsupported refused(TransactionStatement own) {
    return new Unsupported(
        own.span()
            + " handles transactions itself (\""
            + own.span().text()
            + "\"), so that the migration's row in the ledger could not commit together with it.");
  }

  private static boolean isSavepoint(TransactionStatement statement) {
    return switch (statement.action()) {
      case SAVEPOINT, RELEASE, ROLLBACK_TO -> true;
      case SET -> {
        // By the time that it would be sent the transaction has been asked something already.
        String text = statement.span().text().toLowerCase(Locale.ROOT);
        yield !text.contains("session") && !text.contains("isolation");
      }
      case BEGIN, COMMIT, ROLLBACK, PREPARE, COMMIT_PREPARED, ROLLBACK_PREPARED -> false;
    };
  }

  private static @Nullable TransactionStatement firstOwn(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof TransactionStatement own && !isSavepoint(own)) {
        return own;
      }
    }
    return null;
  }

  private static @Nullable Statement firstAlone(List<Statement> statements) {
    for (int i = 0; i < statements.size(); i++) {
      if (mustBeAlone(statements.get(i), statements, i)) {
        return statements.get(i);
      }
    }
    return null;
  }

  /// Whether PostgreSQL refuses a statement in a transaction block, or what follows needs it to be
  /// committed: a new value of an enum can't be used before (manual, ALTER TYPE, "Notes").
  private static boolean mustBeAlone(Statement statement, List<Statement> all, int at) {
    return switch (statement) {
      case AlterTable table ->
          table.actions().stream()
              .anyMatch(action ->
                  action instanceof AlterTable.DetachPartition detach && detach.concurrently());
      case DatabaseStatement.Alter alter ->
          alter.kind() == ObjectKind.DATABASE && alter.action().startsWith("set tablespace");
      case SessionStatement.Maintain maintain ->
          maintain.word().equals("vacuum")
              || (maintain.word().equals("cluster") && maintain.tables().isEmpty());
      case TypeStatement.AddEnumValue value -> isUsed(value.label().value(), all, at + 1);
      default -> OutsideTransaction.needsOrReindexes(statement.span());
    };
  }

  private static boolean isUsed(String label, List<Statement> all, int from) {
    String literal = "'" + label.replace("'", "''") + "'";
    return all.subList(from, all.size()).stream()
        .anyMatch(later ->
            !(later instanceof TypeStatement.AddEnumValue)
                && later.span().text().contains(literal));
  }

  /// Whether code that a statement runs may commit: PostgreSQL allows that outside of a transaction
  /// block only (manual, section 43.8). A word in a body that means something else costs nothing.
  private static boolean mayEndTransactions(Statement statement) {
    return switch (statement) {
      case RoutineStatement.Call ignored -> true;
      case RoutineStatement.DoBlock block -> {
        String text = block.span().text().toLowerCase(Locale.ROOT);
        yield text.contains("commit") || text.contains("rollback");
      }
      default -> false;
    };
  }

  /// Whether a statement changes the session for the statements behind it and nothing in the
  /// database.
  static boolean isOfSession(Statement statement) {
    return switch (statement) {
      case SessionStatement.SetVariable set -> !set.local();
      case SessionStatement.Reset ignored -> true;
      default -> false;
    };
  }

  /// Whether the data of a statement would come from or go to the client.
  static boolean isOverTheWire(Statement statement) {
    return statement instanceof DataStatement.Copy copy
        && (copy.source().equals("stdin") || copy.source().equals("stdout"));
  }
}
