package dev.migrationsentry.report;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;

/// The source line of a place with the range underlined.
///
/// Long lines are cut around the range. Whatever could move a terminal's cursor is shown as a dot,
/// and the marks stand below what they mean also when characters take two columns or none.
public final class Excerpt {
  /// The columns that are shown of a line, and those of them before the range when it starts far
  /// behind.
  private static final int WIDTH = 120;

  private static final int LEAD = 40;

  private final String text;
  private final int from;
  private final int to;

  /// @param text enough of the line
  /// @param from where the range starts in it
  /// @param to where the range ends in it
  private Excerpt(String text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /// Two lines: the line of the span's start with its number, and the marks below it; nothing for a
  /// file whose text is not known.
  public static String of(Span span, Style style) {
    SourceFile file = span.file();
    int line = span.line();
    if (file.lines() == 1 && file.lineText(1, 0, 1).isEmpty()) {
      return "";
    }
    int column = span.column() - 1;
    int first = Math.max(0, column - 2 * WIDTH);
    String text = file.lineText(line, first, column + 2 * WIDTH);
    int from = Math.min(column - first, text.length());
    int to = text.length();
    if (file.line(span.end()) <= line) {
      to = Math.clamp(file.column(span.end()) - 1 - (long) first, from, text.length());
    }
    boolean more = !file.lineText(line, column + 2 * WIDTH, column + 2 * WIDTH + 1).isEmpty();
    return new Excerpt(text, from, to).shown(String.valueOf(line), first > 0, more, style);
  }

  private String shown(String number, boolean before, boolean behind, Style style) {
    int start = before || Columns.of(text, 0, from) > WIDTH - LEAD ? back(from, LEAD) : 0;
    int end = ahead(start, WIDTH);
    String lead = before || start > 0 ? "…" : "";
    String trail = behind || end < text.length() ? "…" : "";
    int marks = Math.max(1, Columns.of(text, from, Math.min(to, end)));
    int blanks = Columns.of(text, start, from) + lead.length();
    return style.faint("  " + number + " | ")
        + lead
        + visible(text.substring(start, end))
        + trail
        + "\n"
        + style.faint("  " + " ".repeat(number.length()) + " | ")
        + " ".repeat(blanks)
        + style.red("^".repeat(marks));
  }

  /// The index of the character that stands some columns before another one.
  private int back(int index, int columns) {
    int at = index;
    while (at > 0) {
      int previous = text.offsetByCodePoints(at, -1);
      if (Columns.of(text, previous, index) > columns) {
        break;
      }
      at = previous;
    }
    return at;
  }

  /// The index behind the last character that ends within some columns after another one.
  private int ahead(int index, int columns) {
    int at = index;
    int width = 0;
    while (at < text.length()) {
      int next = text.offsetByCodePoints(at, 1);
      width += Columns.of(text, at, next);
      if (width > columns) {
        break;
      }
      at = next;
    }
    return at;
  }

  /// A text with every control character replaced: tabs by a blank, others by a dot.
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints().forEach(character -> visible.appendCodePoint(visible(character)));
    return visible.toString();
  }

  private static int visible(int character) {
    if (character == '\t') {
      return ' ';
    }
    return Columns.isHarmless(character) ? character : '·';
  }
}
