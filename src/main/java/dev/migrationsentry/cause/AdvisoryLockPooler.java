package dev.migrationsentry.cause;

/// The runner's advisory lock does not fit the connection.
final class AdvisoryLockPooler implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("lock-held")) {
      return 76;
    }
    return clues.says("connection")
            && clues.failure() != null
            && clues.failure().tool().equals("pooler")
        ? 62
        : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The runner did not get its advisory lock. That is never the first cause: behind a transaction pooler the lock stays with a connection that nobody knows; or another run still holds it.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether the URL is a pooler's (-pooler, port 6543, pgbouncer), and who holds the lock: pg_locks where locktype = 'advisory', with pg_stat_activity.";
  }
}
