package dev.migrationsentry.source;

import java.util.Arrays;
import java.util.List;

/// A text file of the project under inspection.
///
/// Offsets are UTF-16 indices into [#text()]; lines and columns count from 1, as editors show them.
/// Two files are equal only when they are the same object, so that a file can be a map key without
/// hashing its text.
///
/// Where a runner replaces placeholders before it sends a file, [#text()] is what it sends, while
/// lines and columns are those of the file as people wrote it.
public final class SourceFile {
  private final String path;
  private final String text;
  private final String written;
  private final int[] lineStarts;
  private final int[] replacedAt;
  private final List<Replacement> replacements;

  /// @param path the path shown to people, relative to the checked folder, with forward slashes
  /// @param text the whole text, without a byte order mark
  public SourceFile(String path, String text) {
    this(path, text, List.of());
  }

  /// A file in which places were replaced before it was sent.
  ///
  /// @param written the whole text as it stands in the file, without a byte order mark
  /// @param replacements the replaced places from the first to the last, without overlaps
  public SourceFile(String path, String written, List<Replacement> replacements) {
    this.path = path;
    this.written = written;
    this.replacements = List.copyOf(replacements);
    this.lineStarts = lineStarts(written);
    this.replacedAt = new int[replacements.size()];
    this.text = this.replacements.isEmpty() ? written : replaced();
  }

  /// A place of a file whose text is replaced before it is sent.
  ///
  /// @param start the first index of the place in the text as written
  /// @param end the index after the last one
  /// @param value what is sent instead
  public record Replacement(int start, int end, String value) {}

  private String replaced() {
    StringBuilder sent = new StringBuilder(written.length() + 64);
    int at = 0;
    for (int i = 0; i < replacedAt.length; i++) {
      Replacement replacement = replacements.get(i);
      sent.append(written, at, replacement.start());
      replacedAt[i] = sent.length();
      sent.append(replacement.value());
      at = replacement.end();
    }
    return sent.append(written, at, written.length()).toString();
  }

  /// Where an offset of [#text()] stands in the file as people wrote it. An offset inside of a
  /// replaced place is moved to the placeholder.
  private int asWritten(int offset) {
    if (replacedAt.length == 0) {
      return offset;
    }
    int found = Arrays.binarySearch(replacedAt, offset);
    int index = found >= 0 ? found : -found - 2;
    if (index < 0) {
      return offset;
    }
    Replacement replacement = replacements.get(index);
    int inside = offset - replacedAt[index];
    return inside >= replacement.value().length()
        ? replacement.end() + inside - replacement.value().length()
        : Math.min(replacement.start() + inside, replacement.end());
  }

  /// The path shown to people, relative to the checked folder, with forward slashes.
  public String path() {
    return path;
  }

  /// The whole text that is sent to the database, without a byte order mark.
  public String text() {
    return text;
  }

  /// The line that holds an offset, from 1. The offset may be the length of the text.
  public int line(int offset) {
    return writtenLine(asWritten(offset));
  }

  private int writtenLine(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The column of an offset in its line, from 1, counted in UTF-16 units.
  public int column(int offset) {
    int at = asWritten(offset);
    return at - lineStarts[writtenLine(at) - 1] + 1;
  }

  /// The number of lines; an empty text has one.
  public int lines() {
    return lineStarts.length;
  }

  /// The text of a line as people wrote it, without its line end.
  ///
  /// @param line from 1 to [#lines()]
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : written.length();
    if (end > start && written.charAt(end - 1) == '\r') {
      end--;
    }
    return written.substring(start, end);
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
