package dev.migrationsentry.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is thought of the command when it has ended. Its exit code alone is believed only where it
/// tells of a failure.
final class CommandVerdict {
  private static final int SHOWN_LINES = 30;

  private CommandVerdict() {}

  /// Why the gate stops, or null when the ledger and the schema are to decide.
  ///
  /// @param moved whether the ledger has changed since the command began
  static @Nullable GateStop of(CommandResult result, boolean moved) {
    return switch (result.ending()) {
      case TIMED_OUT ->
          new GateStop(
              GateStop.TIME_LIMIT,
              "The command was ended. " + result.why(),
              evidence(result),
              List.of(
                  "See what it waited for, and what it has done; set gate: limits: migrations in migration-sentry.yaml when it needs longer."));
      case LOCK_LOST ->
          GateStop.at(
              GateStep.MIGRATIONS,
              "The command was ended, since another gate may run now. " + result.why(),
              evidence(result),
              List.of("Deploy again; the next gate says what is left to do."));
      case INTERRUPTED ->
          GateStop.at(
              GateStep.MIGRATIONS,
              "The gate was asked to end, and has ended the command.",
              evidence(result),
              GateStop.interrupted(GateStep.MIGRATIONS).todo());
      case EXITED -> exited(result, moved);
    };
  }

  private static @Nullable GateStop exited(CommandResult result, boolean moved) {
    int code = result.exitCode().orElse(1);
    String refusal = moved ? null : result.signs().refusal(code);
    if (refusal != null) {
      return new GateStop(
          GateStop.FAULTY_COMMAND,
          "The gate is configured wrongly: the command does not take its own command line, and no migration ran ("
              + refusal
              + ").",
          evidence(result),
          List.of(
              "Correct the command of the gate. 'migration-sentry gate --dry-run --rehearse' tries it beforehand, on a copy."));
    }
    if (code != 0) {
      String first = result.signs().firstError();
      return GateStop.at(
          GateStep.MIGRATIONS,
          "The command ended with exit code "
              + code
              + (first == null ? "." : "; the first error that it wrote: " + first),
          evidence(result),
          List.of(
              "The gate never tries a failed migration again and never stamps. Correct the migration and deploy again."));
    }
    String broken = result.signs().broken();
    return broken == null
        ? null
        : GateStop.at(
            GateStep.MIGRATIONS,
            "The command ended with exit code 0, and something broke in it: " + broken,
            evidence(result),
            List.of("Let the command end with another exit code when something fails in it."));
  }

  private static List<String> evidence(CommandResult result) {
    List<String> evidence = new ArrayList<>();
    result.strays().forEach(stray -> evidence.add("left running, and ended: " + stray));
    List<String> tail = result.tail();
    int from = Math.max(0, tail.size() - SHOWN_LINES);
    if (tail.isEmpty()) {
      evidence.add("it wrote nothing");
    } else {
      evidence.add(from == 0 ? "its output:" : "the end of its output:");
      tail.subList(from, tail.size()).forEach(line -> evidence.add("  " + line));
    }
    return evidence;
  }
}
