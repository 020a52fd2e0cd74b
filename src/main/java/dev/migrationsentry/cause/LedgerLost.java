package dev.migrationsentry.cause;

/// The history is replayed from its start over a database that is not empty.
final class LedgerLost implements Explainer {
  /// Whether the migration's number is one of the first of a history.
  private static boolean isOld(Clues clues) {
    String migration = clues.failure() == null ? null : clues.failure().migration();
    return migration != null
        && migration.length() == 4
        && migration.startsWith("00")
        && migration.chars().allMatch(Character::isDigit);
  }

  @Override
  public int weight(Clues clues) {
    if (clues.says("schema-not-empty")) {
      return 90;
    }
    if (clues.exists() && clues.isFromBase()) {
      return 84;
    }
    boolean early = clues.state("42P01", "42703") && clues.isFromBase();
    return early ? 30 : clues.state("42P01") && isOld(clues) ? 74 : clues.exists() ? 22 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The runner began at the first migration of its history, and the database is not empty: its ledger is missing, empty or not seen.";
  }

  @Override
  public String decides(Clues clues) {
    return "The ledger's table: whether it is there, in which schema, how many rows it has; and whether this is the database that was meant.";
  }
}
