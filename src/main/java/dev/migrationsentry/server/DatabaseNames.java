package dev.migrationsentry.server;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Names of databases that meet no other one, and names as SQL writes them.
final class DatabaseNames {
  /// What begins the name of every database that is made on a server of somebody else's.
  static final String PREFIX = "migration_sentry_";

  private static final SecureRandom RANDOM = new SecureRandom();

  private DatabaseNames() {}

  /// Hexadecimal digits that nobody guesses.
  static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// A name as SQL writes it.
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// A text as SQL writes it, whatever `standard_conforming_strings` says.
  static String literal(String text) {
    String quotes = text.replace("'", "''");
    return text.indexOf('\\') < 0 ? "'" + quotes + "'" : "E'" + quotes.replace("\\", "\\\\") + "'";
  }
}
