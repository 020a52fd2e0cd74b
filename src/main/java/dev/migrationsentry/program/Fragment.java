package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;

/// A part of a string value.
///
/// @param text its characters
/// @param from the place that it comes from: the characters of a literal, without its quotes, where
///   they are the same characters; else the expression that computed it
public record Fragment(String text, Span from) {
  /// Stands for a part of a string that is not known; no character of any text.
  public static final String GAP = "\uE0FF";

  /// Stands for a bound value that is not known; no character of any text.
  public static final String PARAMETER = "\uE0FE";

  /// Whether each character stands at its own place of the file.
  public boolean literal() {
    return from.end() - from.start() == text.length();
  }
}
