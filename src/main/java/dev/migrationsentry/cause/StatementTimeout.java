package dev.migrationsentry.cause;

/// The statement took too long.
final class StatementTimeout implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("57014")
        ? clues.words().contains("user request") ? 60 : 95
        : clues.state("25P03", "25P04") ? 85 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The statement ran, or waited for a lock, for longer than statement_timeout allows.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether it waited or worked: log_lock_waits, the size of the table; and whose setting the limit is (role, database, pooler).";
  }
}
