package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;

/// An identifier as PostgreSQL stores it: folded to lower case unless quoted (manual, section
/// 4.1.1).
///
/// @param value the folded identifier, **not** yet truncated to 63 bytes; see [#stored()]
public record Name(String value, Span span) implements Node {
  /// The longest identifier that PostgreSQL stores, in bytes of UTF-8 (`NAMEDATALEN - 1`).
  public static final int MAX_BYTES = 63;

  /// The identifier as the server keeps it: cut to at most 63 bytes at a character boundary.
  public String stored() {
    return truncate(value);
  }

  /// Cuts an identifier to at most 63 bytes of UTF-8, never inside of a character, as the server
  /// does.
  public static String truncate(String identifier) {
    if (identifier.length() * 3 <= MAX_BYTES) {
      return identifier;
    }
    int bytes = 0;
    for (int i = 0; i < identifier.length(); ) {
      int codePoint = identifier.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES) {
        return identifier.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return identifier;
  }

  /// As the server names it.
  @Override
  public String toString() {
    return stored();
  }
}
