package dev.migrationsentry.sql;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// Text to parse, and where each character of it stands in a file.
///
/// Mostly it is the file's own text, or that text with parts blanked out. The body of a function in
/// single quotes is different: there the text is what the quotes stand for.
final class SourceText {
  private static final int MAX_LEVEL = 12;

  private final SourceFile file;
  private final String text;
  private final int @Nullable [] offsets;
  private final int level;

  /// Text of the same length as the file's, with the same offsets.
  SourceText(SourceFile file, String text) {
    this(file, text, null, 0);
  }

  /// @param offsets for each character of `text`, and for its end, the offset in the file; null
  ///   when both are the same
  /// @param level how many strings the text stands in
  SourceText(SourceFile file, String text, int @Nullable [] offsets, int level) {
    this.file = file;
    this.text = text;
    this.offsets = offsets;
    this.level = level;
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

  /// The range of the file that the whole text was read from.
  Span span() {
    return span(0, text.length());
  }

  /// How many strings the text stands in: 0 for a file, 1 for the body of a function, 2 for the
  /// command of an EXECUTE in it.
  int level() {
    return level;
  }

  /// Whether the text stands in more strings than anybody writes, and than the stack may bear.
  boolean tooDeep() {
    return level > MAX_LEVEL;
  }
}
