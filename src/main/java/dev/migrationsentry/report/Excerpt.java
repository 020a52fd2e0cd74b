package dev.migrationsentry.report;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;

/// The source line of a place with the range underlined.
final class Excerpt {
  private static final int WIDTH = 120;
  private static final int LEAD = 40;

  private Excerpt() {}

  /// Two lines: the line of the span's start with its number, and the marks below it. Long lines
  /// are cut around the range; whatever could move a terminal's cursor is shown as a dot.
  static String of(Span span, Style style) {
    SourceFile file = span.file();
    int line = span.line();
    String text = file.lineText(line);
    int from = Math.min(span.column() - 1, text.length());
    int to = file.line(span.end()) == line ? file.column(span.end()) - 1 : text.length();
    int start = from > WIDTH - LEAD ? from - LEAD : 0;
    int end = Math.min(text.length(), start + WIDTH);
    String number = String.valueOf(line);
    String shown =
        (start > 0 ? "…" : "")
            + visible(text.substring(start, end))
            + (end < text.length() ? "…" : "");
    int lead = from - start + (start > 0 ? 1 : 0);
    int length = Math.max(1, Math.min(to, end) - from);
    return style.faint("  " + number + " | ")
        + shown
        + "\n"
        + style.faint("  " + " ".repeat(number.length()) + " | ")
        + " ".repeat(lead)
        + style.red("^".repeat(length));
  }

  /// A text with every control character replaced: tabs by a blank, others by a dot.
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\t') {
        visible.append(' ');
      } else if (Character.isISOControl(character)
          || Character.getType(character) == Character.FORMAT) {
        visible.append('·');
      } else {
        visible.append(character);
      }
    }
    return visible.toString();
  }
}
