package dev.migrationsentry.catalog;

import java.sql.SQLException;
import java.time.Duration;

/// A database can't be reached, does not let itself be read, or was described wrongly. The message
/// is one sentence for people and holds no secret.
public final class DatabaseProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message a sentence that says what happened and what to do
  public DatabaseProblem(String message) {
    super(message);
  }

  /// A connection that could not be made, in the words for people.
  ///
  /// @param limit how long it was tried
  public static DatabaseProblem connecting(SQLException failure, DatabaseUrl url, Duration limit) {
    return DatabaseFailure.connecting(failure, url, limit);
  }
}
