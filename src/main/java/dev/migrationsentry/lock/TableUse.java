package dev.migrationsentry.lock;

/// What somebody does with a table, by the lock that it needs (PostgreSQL manual, section 13.3.1).
public enum TableUse {
  /// `SELECT` and whatever else only reads.
  READ(LockMode.ACCESS_SHARE, "reads"),
  /// `SELECT … FOR UPDATE` and its kind; also what a foreign key does with the table it points to.
  LOCKING_READ(LockMode.ROW_SHARE, "SELECT FOR UPDATE"),
  /// `INSERT`, `UPDATE`, `DELETE`, `MERGE` and `COPY FROM`.
  WRITE(LockMode.ROW_EXCLUSIVE, "writes"),
  /// `VACUUM`, `ANALYZE` and autovacuum.
  VACUUM(LockMode.SHARE_UPDATE_EXCLUSIVE, "VACUUM"),
  /// `CREATE INDEX` without `CONCURRENTLY`.
  INDEX_BUILD(LockMode.SHARE, "index builds"),
  /// Most forms of `ALTER TABLE`, `DROP TABLE` and `TRUNCATE`.
  DEFINITION_CHANGE(LockMode.ACCESS_EXCLUSIVE, "changes of its definition");

  private final LockMode needs;
  private final String words;

  TableUse(LockMode needs, String words) {
    this.needs = needs;
    this.words = words;
  }

  /// The lock that it takes.
  public LockMode needs() {
    return needs;
  }

  /// How people call it, in the plural and for the middle of a sentence.
  public String words() {
    return words;
  }
}
