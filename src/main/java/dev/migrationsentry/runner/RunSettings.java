package dev.migrationsentry.runner;

import java.time.Duration;
import java.util.List;

/// How migrations are run.
///
/// @param lockTimeout how long a statement waits for a lock before it gives way to others; zero for
///   without end
/// @param lockRetries how often a step that did not get a lock is tried again
/// @param statementTimeout how long a statement may take; zero for without end
/// @param searchPath the schemas that names without one are looked for in, as they are stored;
///   empty for what the server has set for the role
/// @param answers what people have said about statements whose outcome nothing tells
public record RunSettings(
    Duration lockTimeout,
    int lockRetries,
    Duration statementTimeout,
    List<String> searchPath,
    List<StepAnswer> answers) {
  /// Copies the lists.
  public RunSettings {
    searchPath = List.copyOf(searchPath);
    answers = List.copyOf(answers);
  }

  /// The same with another search path.
  public RunSettings searching(List<String> schemas) {
    return new RunSettings(lockTimeout, lockRetries, statementTimeout, schemas, answers);
  }

  /// What somebody says about a statement whose outcome nothing tells.
  ///
  /// @param migration the migration's title
  /// @param step the number of the step, from 1
  /// @param done whether it was completed; otherwise it is run again
  public record StepAnswer(String migration, int step, boolean done) {}
}
