package dev.migrationsentry.gate;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a step.
///
/// @param took from its beginning to its end
/// @param limit how long it might have taken
/// @param lines what it said, without secrets
/// @param stop why the gate stops here, or null
public record StepResult(
    GateStep step,
    State state,
    Duration took,
    Duration limit,
    List<String> lines,
    @Nullable GateStop stop) {
  /// What can become of a step.
  public enum State {
    /// All is well.
    PASSED,
    /// The gate stops here; a dry run goes on.
    STOPPED,
    /// There was no reason, or no way, to do it; its line says which.
    LEFT_OUT
  }

  /// Copies the lines.
  public StepResult {
    lines = List.copyOf(lines);
  }
}
