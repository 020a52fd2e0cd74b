package dev.migrationsentry.runner;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

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
        public List<String> questions() {
          return List.of();
        }

        @Override
        public LockLostException lost() {
          return new LockLostException("There is no lock to lose.");
        }
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

  /// What is asked inside of a transaction, before anything else: statements in this order, each of
  /// which answers with one row, and with true while the lock is held. From then on until the
  /// transaction ends nobody else gets the lock, so that what it commits was written under the
  /// lock.
  ///
  /// They are texts so that they go to the server in one message with the beginning of the
  /// transaction: it is short work that each migration does.
  ///
  /// @throws LockLostException when it is known without asking that the lock is not held any more
  List<String> questions();

  /// What to throw when one of the questions is not answered with true.
  LockLostException lost();

  /// Asks the questions, in a transaction that has only begun.
  ///
  /// @throws LockLostException when the lock is not held any more
  /// @throws SQLException when the database can't be asked
  default void checkInTransaction(Connection connection) throws SQLException {
    for (String question : questions()) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(question)) {
        if (!rows.next() || !rows.getBoolean(1)) {
          throw lost();
        }
      }
    }
  }
}
