package dev.migrationsentry.migration;

/// Code that decides while it runs what it sends to the database: a revision in Python. It keeps
/// nothing between two runs, so that it can be run on several databases, also at the same time.
public interface Program {
  /// How a run ends.
  enum Ending {
    /// The code came to its end.
    REACHED,

    /// An error that nothing in the code caught ended it.
    BROKEN_OFF
  }

  /// Runs the code.
  ///
  /// @param connection where it sends its statements, and which shows it the database
  Ending run(Connection connection);
}
