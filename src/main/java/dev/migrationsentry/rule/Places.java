package dev.migrationsentry.rule;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;

/// Places for findings about a file as a whole.
final class Places {
  private Places() {}

  /// The first line of a file that is not blank.
  static Span firstLine(SourceFile file) {
    String text = file.text();
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return file.span(start, end);
  }
}
