package dev.migrationsentry.gate;

import java.time.Duration;

/// Hears what the gate does while it does it. All texts are without secrets.
public interface GateListener {
  /// A step begins.
  ///
  /// @param limit how long it may take
  void begins(GateStep step, Duration limit);

  /// A step has something to say.
  void says(String line);

  /// The command wrote a line.
  void writes(String line);

  /// A step ended, or was left out.
  void ended(StepResult result);
}
