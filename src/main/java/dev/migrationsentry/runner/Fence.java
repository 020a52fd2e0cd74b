package dev.migrationsentry.runner;

import java.sql.Connection;
import java.sql.SQLException;

/// Keeps a runner that has lost its lock from writing. A lock alone can't: a process that was
/// frozen while its lock went to somebody else wakes up and goes on. So the database is asked, on
/// the connection that is about to write.
public interface Fence {
  /// For a run that nobody else can disturb: a throw-away server.
  Fence NONE =
      new Fence() {
        @Override
        public void check(Connection connection) {}

        @Override
        public void checkInTransaction(Connection connection) {}
      };

  /// Asks outside of a transaction: right before each migration, and before each statement that
  /// runs outside of transactions.
  ///
  /// On a direct connection the next holder of the lock then waits until this connection is closed,
  /// however long the statement takes. Behind a pooler that can't be: there what runs outside of
  /// transactions is guarded up to its beginning only.
  ///
  /// @throws LockLostException when the lock is not held any more
  /// @throws SQLException when the database can't be asked
  void check(Connection connection) throws SQLException;

  /// Asks inside of a transaction, as its first statement. From then on until the transaction ends
  /// nobody else gets the lock, so that what it commits was written under the lock.
  ///
  /// @throws LockLostException when the lock is not held any more
  /// @throws SQLException when the database can't be asked
  void checkInTransaction(Connection connection) throws SQLException;
}
