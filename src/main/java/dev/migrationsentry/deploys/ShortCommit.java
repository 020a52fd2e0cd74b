package dev.migrationsentry.deploys;

/// Names of commits as people know them.
public final class ShortCommit {
  private static final int DIGITS = 7;

  private ShortCommit() {}

  /// The first seven digits.
  public static String of(String commit) {
    return commit.length() <= DIGITS ? commit : commit.substring(0, DIGITS);
  }
}
