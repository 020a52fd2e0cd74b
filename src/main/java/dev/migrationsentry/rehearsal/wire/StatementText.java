package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import java.util.ArrayList;
import java.util.List;

/// A statement within the text of a message.
///
/// @param sql its text
/// @param offset how many characters stand before it
/// @param rollbackToSavepoint whether it rolls back to a savepoint, whose command tag is that of a
///   whole rollback
record StatementText(String sql, int offset, boolean rollbackToSavepoint) {
  /// Longer texts are rows rather than statements: they stay whole.
  private static final int LONGEST = 4_000_000;

  /// The statements of a text, as the server counts them.
  static List<StatementText> split(String text) {
    if (text.length() > LONGEST || isOne(text)) {
      return whole(text);
    }
    List<StatementText> parts = new ArrayList<>();
    int from = 0;
    int characters = 0;
    for (Statement statement : SqlReader.read(new SourceFile("message", text))) {
      int start = Math.max(from, statement.span().start());
      int end = Math.max(start, statement.span().end());
      characters += text.codePointCount(from, start);
      parts.add(
          new StatementText(
              text.substring(start, end), characters, rollsBackToSavepoint(statement)));
      characters += text.codePointCount(start, end);
      from = end;
    }
    return parts.size() < 2 ? whole(text) : parts;
  }

  /// The text as one statement.
  static List<StatementText> whole(String text) {
    return List.of(new StatementText(text, 0, rollsBackToSavepoint(text)));
  }

  private static boolean rollsBackToSavepoint(String text) {
    String start = text.substring(0, Math.min(text.length(), 100)).strip();
    if (!start.regionMatches(true, 0, "rollback", 0, "rollback".length())) {
      return false;
    }
    return SqlReader.read(new SourceFile("message", text)).stream()
        .anyMatch(StatementText::rollsBackToSavepoint);
  }

  private static boolean rollsBackToSavepoint(Statement statement) {
    return statement instanceof TransactionStatement transaction
        && transaction.action() == TransactionStatement.Action.ROLLBACK_TO;
  }

  private static boolean isOne(String text) {
    int semicolon = text.indexOf(';');
    return semicolon < 0 || text.substring(semicolon + 1).isBlank();
  }
}
