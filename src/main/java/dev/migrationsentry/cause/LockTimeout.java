package dev.migrationsentry.cause;

/// The lock was not free in time.
final class LockTimeout implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("55P03")
        ? 95
        : clues.state("57014") && clues.words().contains("user request") ? 35 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "Another transaction held a lock on the table for longer than lock_timeout.";
  }

  @Override
  public String decides(Clues clues) {
    return "Who held the lock at that time: pg_stat_activity and pg_locks, long transactions, an autovacuum to prevent wraparound.";
  }
}
