package dev.migrationsentry.sql;

/// The words of PL/pgSQL, which are not those of SQL.
final class PlKeywords {
  private static final int LONGEST_RESERVED = 7;

  private PlKeywords() {}

  /// Whether PL/pgSQL reserves a word: it is never an identifier without quotes.
  static boolean isReserved(String text, int start, int end) {
    if (end - start > LONGEST_RESERVED) {
      return false;
    }
    return switch (Cursor.lower(text.substring(start, end))) {
      case "all",
          "begin",
          "by",
          "case",
          "declare",
          "else",
          "end",
          "execute",
          "for",
          "foreach",
          "from",
          "if",
          "in",
          "into",
          "loop",
          "not",
          "null",
          "or",
          "strict",
          "then",
          "to",
          "using",
          "when",
          "while" ->
          true;
      default -> false;
    };
  }

  /// Whether a word begins a statement of PL/pgSQL, unless it is a variable.
  static boolean beginsStatement(String word) {
    return switch (word) {
      case "assert",
          "call",
          "close",
          "commit",
          "continue",
          "do",
          "exit",
          "fetch",
          "get",
          "import",
          "insert",
          "merge",
          "move",
          "open",
          "perform",
          "raise",
          "return",
          "rollback" ->
          true;
      default -> false;
    };
  }

  /// Whether a word is one of PL/pgSQL's that it does not reserve. Where a variable or an unknown
  /// name must stand, such a word is refused unless it is a variable.
  static boolean isUnreserved(String word) {
    return beginsStatement(word)
        || switch (word) {
          case "absolute",
              "alias",
              "and",
              "array",
              "backward",
              "chain",
              "collate",
              "column",
              "column_name",
              "constant",
              "constraint",
              "constraint_name",
              "current",
              "cursor",
              "datatype",
              "debug",
              "default",
              "detail",
              "diagnostics",
              "dump",
              "elseif",
              "elsif",
              "errcode",
              "error",
              "exception",
              "first",
              "forward",
              "hint",
              "info",
              "is",
              "last",
              "log",
              "message",
              "message_text",
              "next",
              "no",
              "notice",
              "option",
              "pg_context",
              "pg_datatype_name",
              "pg_exception_context",
              "pg_exception_detail",
              "pg_exception_hint",
              "pg_routine_oid",
              "print_strict_params",
              "prior",
              "query",
              "relative",
              "returned_sqlstate",
              "reverse",
              "row_count",
              "rowtype",
              "schema",
              "schema_name",
              "scroll",
              "slice",
              "sqlstate",
              "stacked",
              "table",
              "table_name",
              "type",
              "use_column",
              "use_variable",
              "variable_conflict",
              "warning" ->
              true;
          default -> false;
        };
  }
}
