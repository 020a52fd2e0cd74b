package dev.migrationsentry.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What drivers and servers put around a message: `psycopg2.errors.UndefinedTable: …`, `ERROR: …`,
/// `pq: …`, `(SQLSTATE 42701)`.
///
/// @param message where the message begins
/// @param sqlState the SQLSTATE that the envelope names, or null
/// @param tool the driver, or empty
/// @param quoted whether the envelope itself stands in quotes
record Envelope(int message, @Nullable String sqlState, String tool, boolean quoted) {
  private record Mark(String text, String tool, boolean namesClass) {}

  /// Severities in the languages of PostgreSQL's catalogues, and what drivers write.
  private static final List<Mark> MARKS =
      List.of(
          new Mark("psycopg2.errors.", "psycopg2", true),
          new Mark("psycopg.errors.", "psycopg", true),
          new Mark("psycopg2.", "psycopg2", true),
          new Mark("psycopg.", "psycopg", true),
          new Mark("asyncpg.exceptions.", "asyncpg", true),
          new Mark("PG::", "ruby-pg", true),
          new Mark("pq: ", "lib/pq", false),
          new Mark("PSQLException: ", "jdbc", false),
          new Mark("Npgsql.PostgresException", "npgsql", false),
          new Mark("error returned from database: ", "sqlx", false),
          new Mark("QueryFailedError: ", "node-pg", false),
          new Mark("PostgresError: ", "postgres.js", false),
          new Mark("SequelizeDatabaseError: ", "node-pg", false),
          new Mark("DbError {", "rust-postgres", false),
          new Mark("SQLSTATE[", "pdo", false),
          new Mark("DatabaseException: ", "jdbc", false),
          new Mark("django.db.utils.", "django", true),
          new Mark("sqlalchemy.exc.", "sqlalchemy", true),
          new Mark("ERROR:", "", false),
          new Mark("FATAL:", "", false),
          new Mark("PANIC:", "", false),
          new Mark("ERROR ", "", false),
          new Mark("FEHLER:", "", false),
          new Mark("FATALE:", "", false),
          new Mark("ERREUR:", "", false),
          new Mark("ERREUR :", "", false),
          new Mark("ERRORE:", "", false),
          new Mark("ERRO:", "", false),
          new Mark("BŁĄD:", "", false),
          new Mark("FEL:", "", false),
          new Mark("HATA:", "", false),
          new Mark("CHYBA:", "", false),
          new Mark("ОШИБКА:", "", false),
          new Mark("ПОМИЛКА:", "", false),
          new Mark("შეცდომა:", "", false),
          new Mark("エラー:", "", false),
          new Mark("错误:", "", false),
          new Mark("錯誤:", "", false),
          new Mark("오류:", "", false),
          new Mark("ВАЖНО:", "", false),
          new Mark("PANIK:", "", false));

  /// Texts of which a line must hold one to have an envelope.
  static List<String> anchors() {
    return MARKS.stream().map(Mark::text).filter(text -> !text.equals("ERROR ")).toList();
  }

  /// The first envelope of a text.
  static @Nullable Envelope in(String text) {
    Mark first = null;
    int start = Integer.MAX_VALUE;
    for (Mark mark : MARKS) {
      int at = text.indexOf(mark.text());
      while (at > 0
          && Character.isLetter(text.charAt(at - 1))
          && Character.isLetter(mark.text().charAt(0))
          && !mark.tool().equals("jdbc")) {
        at = text.indexOf(mark.text(), at + 1);
      }
      if (at >= 0 && at < start) {
        first = mark;
        start = at;
      }
    }
    if (first == null
        || (first.text().equals("ERROR ") && SqlStates.in(text.substring(start)) == null)) {
      return null;
    }
    int at = start + first.text().length();
    String state = null;
    String tool = first.tool();
    if (first.namesClass()) {
      int end = at;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end))
              || text.charAt(end) == '_'
              || text.charAt(end) == '.')) {
        end++;
      }
      String name =
          text.substring(
              text.lastIndexOf('.', end - 1) < at ? at : text.lastIndexOf('.', end - 1) + 1, end);
      state = SqlStates.ofClass(name);
      at = end;
    }
    return inner(text, start, at, state, tool);
  }

  /// Envelopes stand in envelopes: `sqlalchemy.exc.ProgrammingError: (psycopg2.errors.X) …`.
  private static Envelope inner(
      String text, int start, int from, @Nullable String state, String tool) {
    boolean quoted = isQuoted(text, start);
    int at = skip(text, from);
    Envelope nested = at < text.length() ? in(text.substring(at)) : null;
    // Only where the next one begins at once: further on it stands in the message itself.
    if (nested != null && begins(text, at)) {
      return new Envelope(
          at + nested.message(),
          nested.sqlState() != null ? nested.sqlState() : state,
          nested.tool().isEmpty() ? tool : nested.tool(),
          quoted);
    }
    return new Envelope(at, state, tool, quoted);
  }

  private static boolean begins(String text, int at) {
    for (Mark mark : MARKS) {
      if (text.startsWith(mark.text(), at)
          || text.startsWith("org.postgresql.util." + mark.text(), at)) {
        return true;
      }
    }
    int severity = text.indexOf("ERROR:", at);
    return text.startsWith("[", at - 1)
        || (severity > at
            && severity - at < 40
            && text.startsWith("2", at)
            && text.lastIndexOf("SQLSTATE[", at) == at - 9);
  }

  /// Behind colons, brackets and an error code.
  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length() && " \t:)('>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (text.startsWith("0x80004005): ", at)) {
      at += "0x80004005): ".length();
    }
    if (at + 5 < text.length()
        && SqlStates.isKnown(text.substring(at, at + 5))
        && ": ".indexOf(text.charAt(at + 5)) >= 0) {
      at += 6;
      while (at < text.length() && " :".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
    return at;
  }

  /// Whether the place stands in quotes that are not those of a log's own field.
  private static boolean isQuoted(String text, int start) {
    int before = start - 1;
    if (before < 0 || "\"'`»“".indexOf(text.charAt(before)) < 0) {
      return false;
    }
    for (String field :
        new String[] {
          "msg=",
          "message=",
          "error=",
          "err=",
          "\"msg\":",
          "\"message\":",
          "\"error\":",
          "message: ",
          "error: ",
          "<class "
        }) {
      if (text.startsWith(field, before - field.length())
          || text.startsWith(field, before - field.length() - 1)) {
        return false;
      }
    }
    return true;
  }
}
