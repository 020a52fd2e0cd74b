package dev.migrationsentry.sql;

import org.jspecify.annotations.Nullable;

/// What kind of statement a text wanted to be, by its first words.
final class StatementKinds {
  private StatementKinds() {}

  /// The kind in lower case, such as `create table`, or null when the first word begins no
  /// statement. The cursor is at the first word.
  static @Nullable String of(Cursor cursor) {
    String first = cursor.word();
    return switch (first) {
      case "create", "alter", "drop" -> {
        int ahead = 1;
        while (isModifier(cursor.word(ahead))) {
          ahead++;
        }
        String second = cursor.word(ahead);
        yield second.isEmpty()
            ? first
            : first + " " + second + further(second, cursor.word(ahead + 1));
      }
      case "set",
          "comment",
          "select",
          "insert",
          "update",
          "delete",
          "merge",
          "with",
          "values",
          "table",
          "truncate",
          "copy",
          "security",
          "import",
          "reindex",
          "refresh",
          "do",
          "call",
          "grant",
          "revoke",
          "reassign",
          "begin",
          "start",
          "commit",
          "end",
          "abort",
          "rollback",
          "savepoint",
          "release",
          "prepare",
          "reset",
          "show",
          "discard",
          "lock",
          "execute",
          "declare",
          "explain",
          "vacuum",
          "analyze",
          "analyse",
          "cluster",
          "deallocate",
          "close",
          "fetch",
          "move",
          "listen",
          "unlisten",
          "notify",
          "load",
          "checkpoint" ->
          first;
      default -> null;
    };
  }

  private static boolean isModifier(String word) {
    return switch (word) {
      case "or",
          "replace",
          "temp",
          "temporary",
          "local",
          "global",
          "unlogged",
          "unique",
          "recursive",
          "constraint",
          "trusted",
          "procedural" ->
          true;
      default -> false;
    };
  }

  private static String further(String word, String next) {
    boolean two =
        switch (word) {
          case "materialized" -> next.equals("view");
          case "foreign" -> next.equals("table") || next.equals("data");
          case "event" -> next.equals("trigger");
          case "user" -> next.equals("mapping");
          case "access" -> next.equals("method");
          case "text" -> next.equals("search");
          case "default" -> next.equals("privileges");
          case "operator" -> next.equals("class") || next.equals("family");
          case "large" -> next.equals("object");
          default -> false;
        };
    return two ? " " + next : "";
  }
}
