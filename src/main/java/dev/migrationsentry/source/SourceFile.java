package dev.migrationsentry.source;

import java.util.Arrays;

/// A text file of the project under inspection.
///
/// Offsets are UTF-16 indices into [#text()]; lines and columns count from 1, as editors show them.
/// Two files are equal only when they are the same object, so that a file can be a map key without
/// hashing its text.
public final class SourceFile {
  private final String path;
  private final String text;
  private final int[] lineStarts;

  /// @param path the path shown to people, relative to the checked folder, with forward slashes
  /// @param text the whole text, without a byte order mark
  public SourceFile(String path, String text) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /// The path shown to people, relative to the checked folder, with forward slashes.
  public String path() {
    return path;
  }

  /// The whole text, without a byte order mark.
  public String text() {
    return text;
  }

  /// The line that holds an offset, from 1. The offset may be the length of the text.
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The column of an offset in its line, from 1, counted in UTF-16 units.
  public int column(int offset) {
    return offset - lineStarts[line(offset) - 1] + 1;
  }

  /// The number of lines; an empty text has one.
  public int lines() {
    return lineStarts.length;
  }

  /// The text of a line without its line end.
  ///
  /// @param line from 1 to [#lines()]
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    if (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(start, end);
  }

  /// A span over a range of this file.
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  @Override
  public String toString() {
    return path;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
    }
    return Arrays.copyOf(starts, count);
  }
}
