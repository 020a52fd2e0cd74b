package dev.migrationsentry.lock;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// How a transaction locks a table, the weakest first (PostgreSQL manual, section 13.3.1
/// "Table-Level Locks").
public enum LockMode {
  /// Of `SELECT`.
  ACCESS_SHARE("AccessShareLock", 0b1000_0000),
  /// Of `SELECT … FOR UPDATE`.
  ROW_SHARE("RowShareLock", 0b1100_0000),
  /// Of `INSERT`, `UPDATE`, `DELETE` and `MERGE`.
  ROW_EXCLUSIVE("RowExclusiveLock", 0b1111_0000),
  /// Of `VACUUM`, `ANALYZE`, `CREATE INDEX CONCURRENTLY`, `VALIDATE CONSTRAINT` and some forms of
  /// `ALTER TABLE`.
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", 0b1111_1000),
  /// Of `CREATE INDEX`.
  SHARE("ShareLock", 0b1110_1100),
  /// Of `CREATE TRIGGER` and of a new foreign key.
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", 0b1111_1100),
  /// Of `REFRESH MATERIALIZED VIEW CONCURRENTLY`.
  EXCLUSIVE("ExclusiveLock", 0b1111_1110),
  /// Of `DROP TABLE`, `TRUNCATE`, `VACUUM FULL` and most forms of `ALTER TABLE`.
  ACCESS_EXCLUSIVE("AccessExclusiveLock", 0b1111_1111);

  private final String serverName;

  /// One bit for each mode that it conflicts with, the weakest in the lowest bit.
  private final int conflicts;

  LockMode(String serverName, int conflicts) {
    this.serverName = serverName;
    this.conflicts = conflicts;
  }

  /// The mode that `pg_locks.mode` shows by a name, such as `ShareLock`; empty for names of other
  /// kinds of locks (`SIReadLock`).
  public static Optional<LockMode> named(String serverName) {
    return Arrays.stream(values()).filter(mode -> mode.serverName.equals(serverName)).findFirst();
  }

  /// The name in `pg_locks.mode`.
  public String serverName() {
    return serverName;
  }

  /// The words of `LOCK TABLE`, such as `ACCESS EXCLUSIVE`.
  public String sql() {
    return name().replace('_', ' ');
  }

  // The order of the modes is PostgreSQL's own, and part of what they mean.
  @SuppressWarnings("EnumOrdinal")
  private int place() {
    return ordinal();
  }

  /// Whether two transactions cannot have both modes on one table at the same time.
  public boolean conflictsWith(LockMode other) {
    return ((conflicts >> other.place()) & 1) == 1;
  }

  /// All modes that wait while this one is held.
  public Set<LockMode> conflicts() {
    Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
    for (LockMode other : values()) {
      if (conflictsWith(other)) {
        modes.add(other);
      }
    }
    return modes;
  }

  /// What has to wait while this mode is held.
  public Set<TableUse> blocks() {
    Set<TableUse> uses = EnumSet.noneOf(TableUse.class);
    for (TableUse use : TableUse.values()) {
      if (conflictsWith(use.needs())) {
        uses.add(use);
      }
    }
    return uses;
  }

  /// Whether users of an application notice it: their reads or their writes wait.
  public boolean isFelt() {
    return conflictsWith(ACCESS_SHARE) || conflictsWith(ROW_EXCLUSIVE);
  }

  /// What it means to those who use a table, as a verb and its object: `blocks every read and write
  /// of orders`.
  ///
  /// @param table how the sentence shall call the table
  public String meaning(String table) {
    return switch (this) {
      case ACCESS_SHARE, ROW_SHARE ->
          "blocks no read and no write of " + table + ", only changes of its definition";
      case ROW_EXCLUSIVE ->
          "blocks no read and no write of other rows of "
              + table
              + ", only index builds and changes of its definition";
      case SHARE_UPDATE_EXCLUSIVE ->
          "blocks no read and no write of "
              + table
              + ", only VACUUM, index builds and changes of its definition";
      case SHARE, SHARE_ROW_EXCLUSIVE -> "blocks every write of " + table;
      case EXCLUSIVE -> "blocks every write of " + table + " and SELECT FOR UPDATE";
      case ACCESS_EXCLUSIVE -> "blocks every read and write of " + table;
    };
  }
}
