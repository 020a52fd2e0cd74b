package dev.migrationsentry.framework;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.Locale;

/// The lines of a text, one after the other, with their offsets.
final class Lines {
  private final SourceFile file;
  private final String text;
  private int start;
  private int end = -1;

  Lines(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  /// Goes to the next line, or says that there is none.
  boolean next() {
    int from = end < 0 ? 0 : end + 1;
    if (from >= text.length()) {
      return false;
    }
    start = from;
    int newline = text.indexOf('\n', from);
    end = newline < 0 ? text.length() : newline;
    return true;
  }

  /// The offset of the line's first character.
  int start() {
    return start;
  }

  /// The offset after the line and its line end.
  int after() {
    return Math.min(end + 1, text.length());
  }

  /// The line without its line end.
  String line() {
    int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    return text.substring(start, last);
  }

  /// The place of the line.
  Span span() {
    return file.span(start, start + line().length());
  }

  boolean isBlank() {
    return line().isBlank();
  }

  /// Whether the last word before a `--` comment ends in a semicolon, as goose and sql-migrate look
  /// for the end of a statement.
  boolean endsStatement() {
    String last = "";
    for (String word : line().strip().split("\\s+", -1)) {
      if (word.startsWith("--")) {
        break;
      }
      last = word;
    }
    return last.endsWith(";");
  }

  /// What follows `--` on a comment line, in lower case and without blanks around it; empty for
  /// other lines.
  String comment() {
    String stripped = line().strip();
    return stripped.startsWith("--") ? stripped.substring(2).strip().toLowerCase(Locale.ROOT) : "";
  }
}
