package dev.migrationsentry.server;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Names of databases that meet no other one.
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
}
