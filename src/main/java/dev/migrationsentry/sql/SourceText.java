package dev.migrationsentry.sql;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// Text to parse, and where each character of it stands in a file.
///
/// Mostly it is the file's own text, or that text with parts blanked out. The body of a function in
/// single quotes is different: there the text is what the quotes stand for.
final class SourceText {
  private final SourceFile file;
  private final String text;
  private final int @Nullable [] offsets;

  /// Text of the same length as the file's, with the same offsets.
  SourceText(SourceFile file, String text) {
    this(file, text, null);
  }

  /// @param offsets for each character of `text`, and for its end, the offset in the file; null
  ///   when both are the same
  SourceText(SourceFile file, String text, int @Nullable [] offsets) {
    this.file = file;
    this.text = text;
    this.offsets = offsets;
  }

  /// The text to parse.
  String text() {
    return text;
  }

  /// The file that the text was read from.
  SourceFile file() {
    return file;
  }

  /// The range of the file that a range of the text was read from.
  Span span(int start, int end) {
    return new Span(file, offset(start), offset(end));
  }

  /// The offset in the file of an offset in the text.
  int offset(int at) {
    return offsets == null ? at : offsets[at];
  }
}
