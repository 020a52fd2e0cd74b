package dev.migrationsentry.migration;

/// What a runner puts around the statements of a migration.
public enum TransactionMode {
  /// One transaction around all migrations of a run (Alembic's and node-pg-migrate's default): the
  /// first failure takes back every migration of the run.
  PER_RUN,

  /// `BEGIN` before and `COMMIT` after each migration.
  PER_MIGRATION,

  /// No transaction: each statement is sent by itself and commits by itself.
  PER_STATEMENT,

  /// No transaction, but the whole text in one message of the simple query protocol. PostgreSQL
  /// runs several statements of one message in one implicit transaction block; a single statement
  /// is in no block, so that `CREATE INDEX CONCURRENTLY` works when it is alone (PostgreSQL manual,
  /// section 54.2.2.1 "Multiple Statements in a Simple Query").
  IMPLICIT_STRING;

  /// Whether a migration with so many statements runs in a transaction block that its text did not
  /// open.
  ///
  /// @param statements the number of statements that are sent together
  public boolean inBlock(int statements) {
    return switch (this) {
      case PER_RUN, PER_MIGRATION -> true;
      case PER_STATEMENT -> false;
      case IMPLICIT_STRING -> statements > 1;
    };
  }
}
