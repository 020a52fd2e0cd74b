package dev.migrationsentry.sql;

/// PostgreSQL's refusal of a text while it is being parsed. It never leaves this package: the
/// reader turns it into an [dev.migrationsentry.sql.ast.Opaque].
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;
  private final int offset;

  /// @param offset where PostgreSQL points, an index into the parsed text
  SyntaxException(String sqlState, String message, int offset) {
    super(message, null, false, false);
    this.sqlState = sqlState;
    this.offset = offset;
  }

  /// The error code, `42601` for nearly all.
  String sqlState() {
    return sqlState;
  }

  /// Where PostgreSQL points, an index into the parsed text.
  int offset() {
    return offset;
  }

  /// PostgreSQL's words.
  String reason() {
    String message = getMessage();
    return message == null ? "syntax error" : message;
  }
}
