package dev.migrationsentry.source;

/// A range of a file: what every later type points back to.
///
/// @param file the file
/// @param start the first UTF-16 index of the range
/// @param end the index after the last one, never before `start`
public record Span(SourceFile file, int start, int end) {
  /// The text in the range.
  public String text() {
    return file.text().substring(start, end);
  }

  /// The line of the start, from 1.
  public int line() {
    return file.line(start);
  }

  /// The column of the start, from 1.
  public int column() {
    return file.column(start);
  }

  /// From the start of this span to the end of another one in the same file.
  public Span to(Span last) {
    return new Span(file, start, Math.max(end, last.end));
  }

  /// Whether both spans share at least one character.
  public boolean overlaps(Span other) {
    return file == other.file && start < other.end && other.start < end;
  }

  /// The place as people write it: `path:line:column`.
  @Override
  public String toString() {
    return file.path() + ":" + line() + ":" + column();
  }
}
