package dev.migrationsentry.cause;

/// The lock in the runner's own table was left behind.
final class StaleLockTable implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("stale-lock") ? 94 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The runner's lock table says that another run holds it. That is never the first cause: that run is still going, or it ended without giving the lock back.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether the holder that the message names still runs, and how its run ended; only then may the lock be taken back. Knex says the same of a mere timeout: look at is_locked first.";
  }
}
