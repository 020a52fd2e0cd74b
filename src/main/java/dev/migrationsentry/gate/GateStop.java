package dev.migrationsentry.gate;

import java.util.ArrayList;
import java.util.List;

/// Why the gate lets a deploy not through.
///
/// @param exitCode see docs/gate.md
/// @param reason a sentence
/// @param evidence what was seen, a line each
/// @param todo what to do now, a sentence each
public record GateStop(int exitCode, String reason, List<String> evidence, List<String> todo) {
  /// A time limit ended it.
  public static final int TIME_LIMIT = 4;

  /// The command does not take its own command line, or does not exist.
  public static final int FAULTY_COMMAND = 19;

  /// A required object is missing.
  public static final int MISSING = 21;

  /// Copies the lists.
  public GateStop {
    evidence = List.copyOf(evidence);
    todo = List.copyOf(todo);
  }

  /// A stop since somebody asked the process to end.
  static GateStop interrupted(GateStep step) {
    return at(
        step,
        "The gate was asked to end.",
        List.of(),
        List.of("Deploy again; the next gate says what is left to do."));
  }

  /// A stop with the exit code of its step.
  static GateStop at(GateStep step, String reason, List<String> evidence, List<String> todo) {
    return new GateStop(step.exitCode(), reason, evidence, todo);
  }

  /// The same for which more was found out.
  GateStop with(List<String> moreEvidence) {
    List<String> all = new ArrayList<>(evidence);
    all.addAll(moreEvidence);
    return new GateStop(exitCode, reason, all, todo);
  }
}
