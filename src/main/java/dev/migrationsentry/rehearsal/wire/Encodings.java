package dev.migrationsentry.rehearsal.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The encodings of PostgreSQL by their names (PostgreSQL manual, section 23.3.1).
final class Encodings {
  private Encodings() {}

  /// The encoding of a name; UTF-8 for those without one in Java and for `SQL_ASCII`, which knows
  /// none.
  static Charset of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    String known =
        switch (upper) {
          case "LATIN1" -> "ISO-8859-1";
          case "LATIN2" -> "ISO-8859-2";
          case "LATIN9" -> "ISO-8859-15";
          case "EUC_JP", "EUC_KR", "EUC_CN" -> upper.replace('_', '-');
          case "SJIS" -> "Shift_JIS";
          default -> upper.startsWith("WIN") ? "windows-" + upper.substring("WIN".length()) : upper;
        };
    return Charset.isSupported(known) ? Charset.forName(known) : StandardCharsets.UTF_8;
  }
}
