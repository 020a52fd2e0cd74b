package dev.migrationsentry.gate;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What became of the command that runs the migrations.
///
/// @param ending how it ended
/// @param exitCode its exit code; nothing when it was ended
/// @param why the sentence for an ending that was not its own, else empty
/// @param tail the last lines that it wrote, without secrets
/// @param signs what all its output gives away
/// @param strays processes of it that lived on outside of its group and were ended
record CommandResult(
    Ending ending,
    OptionalInt exitCode,
    String why,
    Duration took,
    List<String> tail,
    OutputSigns signs,
    List<String> strays) {
  /// How a command can end.
  enum Ending {
    /// By itself.
    EXITED,
    /// It took too long.
    TIMED_OUT,
    /// The lock was lost under it.
    LOCK_LOST,
    /// The gate was asked to end.
    INTERRUPTED
  }

  CommandResult {
    tail = List.copyOf(tail);
    strays = List.copyOf(strays);
  }

  /// Whether it ended by itself and said that all is well.
  boolean saysSuccess() {
    return ending == Ending.EXITED && exitCode.orElse(1) == 0;
  }
}
