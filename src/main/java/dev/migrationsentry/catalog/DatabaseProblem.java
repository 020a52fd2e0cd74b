package dev.migrationsentry.catalog;

import java.sql.SQLException;
import java.time.Duration;

/// A database can't be reached, does not let itself be read, or was described wrongly. The message
/// is one sentence for people and holds no secret.
public final class DatabaseProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /// @param message a sentence that says what happened and what to do
  public DatabaseProblem(String message) {
    this(message, false);
  }

  /// @param passing whether it may go by itself: see [#isPassing()]
  DatabaseProblem(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /// Whether the connection itself failed for a reason that may go by itself: nothing listens, the
  /// name is not known yet, the server starts, or all its connections are taken. A refused login
  /// stays refused.
  public boolean isPassing() {
    return passing;
  }

  /// A connection that could not be made, in the words for people.
  ///
  /// @param limit how long it was tried
  public static DatabaseProblem connecting(SQLException failure, DatabaseUrl url, Duration limit) {
    return DatabaseFailure.connecting(failure, url, limit);
  }
}
