package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import dev.migrationsentry.sql.ast.TransactionStatement.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements that begin and end transactions and savepoints.
final class TransactionParser {
  private final Cursor cursor;
  private final Names names;

  TransactionParser(Parser parser) {
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `ABORT, BEGIN, START, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE, PREPARE TRANSACTION`, from
  /// its first word on.
  Statement statement() {
    int start = cursor.position();
    String word = cursor.word();
    cursor.advance();
    return switch (word) {
      case "begin" -> {
        optionalTransaction();
        yield begin(start);
      }
      case "start" -> {
        cursor.expect("transaction");
        yield begin(start);
      }
      case "commit", "end" -> commit(start, word.equals("commit"));
      case "abort" -> {
        optionalTransaction();
        yield chained(Action.ROLLBACK, start);
      }
      case "rollback" -> rollback(start);
      case "savepoint" -> named(Action.SAVEPOINT, names.colId(), start);
      case "release" -> {
        acceptSavepoint();
        yield named(Action.RELEASE, names.colId(), start);
      }
      default -> {
        cursor.expect("transaction");
        yield named(Action.PREPARE, identifier(), start);
      }
    };
  }

  private Statement begin(int start) {
    List<Option> modes = modes(false);
    return new TransactionStatement(Action.BEGIN, null, false, modes, cursor.span(start));
  }

  private Statement commit(int start, boolean prepared) {
    if (prepared && cursor.accept("prepared")) {
      return named(Action.COMMIT_PREPARED, identifier(), start);
    }
    optionalTransaction();
    return chained(Action.COMMIT, start);
  }

  private Statement rollback(int start) {
    if (cursor.accept("prepared")) {
      return named(Action.ROLLBACK_PREPARED, identifier(), start);
    }
    optionalTransaction();
    if (cursor.accept("to")) {
      acceptSavepoint();
      return named(Action.ROLLBACK_TO, names.colId(), start);
    }
    return chained(Action.ROLLBACK, start);
  }

  private void optionalTransaction() {
    cursor.acceptAny("work", "transaction");
  }

  private void acceptSavepoint() {
    if (cursor.is("savepoint") && names.isColId(1)) {
      cursor.advance();
    }
  }

  private Statement chained(Action action, int start) {
    boolean chain = false;
    if (cursor.accept("and")) {
      chain = !cursor.accept("no");
      cursor.expect("chain");
    }
    return new TransactionStatement(action, null, chain, List.of(), cursor.span(start));
  }

  private Statement named(Action action, @Nullable Name name, int start) {
    return new TransactionStatement(action, name, false, List.of(), cursor.span(start));
  }

  private Name identifier() {
    int start = cursor.position();
    return new Name(names.string(), cursor.span(start));
  }

  /// `SET TRANSACTION …` and `SET SESSION CHARACTERISTICS AS TRANSACTION …`, behind TRANSACTION.
  Statement set(int start) {
    List<Option> modes = new ArrayList<>(modes(true));
    return new TransactionStatement(Action.SET, null, false, modes, cursor.span(start));
  }

  /// `SET TRANSACTION SNAPSHOT 'id'`, behind SNAPSHOT.
  Statement snapshot(int start) {
    Name id = identifier();
    List<Option> modes = List.of(new Option("snapshot", id.value(), id.span()));
    return new TransactionStatement(Action.SET, null, false, modes, cursor.span(start));
  }

  private List<Option> modes(boolean required) {
    List<Option> modes = new ArrayList<>(2);
    while (cursor.isAny("isolation", "read", "deferrable", "not")) {
      modes.add(mode());
      if (cursor.is(',')) {
        cursor.advance();
        if (!cursor.isAny("isolation", "read", "deferrable", "not")) {
          throw cursor.error();
        }
      }
    }
    if (required && modes.isEmpty()) {
      throw cursor.error();
    }
    return modes;
  }

  private Option mode() {
    int start = cursor.position();
    if (cursor.accept("isolation")) {
      cursor.expect("level");
      String level = isolationLevel();
      return new Option("isolation level", level, cursor.span(start));
    }
    if (cursor.accept("read")) {
      boolean only = cursor.expectAny("only", "write").equals("only");
      return new Option("read only", Boolean.toString(only), cursor.span(start));
    }
    boolean deferrable = !cursor.accept("not");
    cursor.expect("deferrable");
    return new Option("deferrable", Boolean.toString(deferrable), cursor.span(start));
  }

  private String isolationLevel() {
    if (cursor.accept("serializable")) {
      return "serializable";
    }
    if (cursor.accept("repeatable")) {
      cursor.expect("read");
      return "repeatable read";
    }
    cursor.expect("read");
    return "read " + cursor.expectAny("uncommitted", "committed");
  }
}
