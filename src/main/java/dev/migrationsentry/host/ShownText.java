package dev.migrationsentry.host;

import dev.migrationsentry.log.Secrets;

/// Texts from outside as they may be shown.
final class ShownText {
  private static final int LONGEST = 200;

  private ShownText() {}

  /// One line of at most 200 letters, without signs that steer a terminal and without secrets.
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(letter ->
            line.appendCodePoint(
                Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT
                    ? ' '
                    : letter));
    return Secrets.redacted(line.toString().strip());
  }
}
