package dev.migrationsentry.framework;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Knows by their first words the statements that PostgreSQL refuses in a transaction block.
/// Runners that look for them look at words as well, Flyway first of all (the expressions of its
/// `PostgreSQLParser`), so that this stays as near to them as it can.
public final class OutsideTransaction {
  private OutsideTransaction() {}

  /// Whether Flyway takes a statement as one that can't run in a transaction.
  static boolean needs(Span statement) {
    return refusesTransaction(firstWords(statement));
  }

  /// The same, and also `REINDEX … CONCURRENTLY`, which Flyway does not look for.
  public static boolean needsOrReindexes(Span statement) {
    List<String> words = firstWords(statement);
    boolean reindex = !words.isEmpty() && words.getFirst().equals("REINDEX");
    return refusesTransaction(words) || (reindex && words.contains("CONCURRENTLY"));
  }

  private static boolean refusesTransaction(List<String> words) {
    String first = words.isEmpty() ? "" : words.get(0);
    String second = words.size() < 2 ? "" : words.get(1);
    return switch (first) {
      case "VACUUM" -> true;
      case "ALTER" -> second.equals("SYSTEM");
      case "DISCARD" -> second.equals("ALL");
      case "REINDEX" ->
          isWide(second.equals("VERBOSE") && words.size() > 2 ? words.get(2) : second);
      case "CREATE", "DROP" ->
          second.equals("DATABASE")
              || second.equals("TABLESPACE")
              || second.equals("SUBSCRIPTION")
              || isConcurrentIndex(words);
      default -> false;
    };
  }

  private static boolean isWide(String word) {
    return word.equals("SCHEMA") || word.equals("DATABASE") || word.equals("SYSTEM");
  }

  private static boolean isConcurrentIndex(List<String> words) {
    int index = words.indexOf("INDEX");
    boolean placed = index == 1 || (index == 2 && words.get(1).equals("UNIQUE"));
    return placed && words.size() > index + 1 && words.get(index + 1).equals("CONCURRENTLY");
  }

  /// The first four words of a statement in upper case, up to the first sign that is no letter;
  /// comments between them are passed over.
  private static List<String> firstWords(Span span) {
    String text = span.file().text();
    List<String> words = new ArrayList<>();
    int at = span.start();
    while (at < span.end() && words.size() < 4) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("--", at)) {
        int newline = text.indexOf('\n', at);
        at = newline < 0 ? span.end() : newline + 1;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at);
        at = close < 0 ? span.end() : close + 2;
      } else if (Character.isLetter(c)) {
        int end = at;
        while (end < span.end()
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
        words.add(text.substring(at, end).toUpperCase(Locale.ROOT));
        at = end;
      } else {
        break;
      }
    }
    return words;
  }
}
