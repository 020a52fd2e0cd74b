package dev.migrationsentry.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gate has come to.
///
/// @param database what people call it, without secrets; empty when none is known
/// @param steps in their order, as far as it came
/// @param pending what was pending at the beginning
/// @param applied what of it the ledger records at the end, as far as that is known
/// @param unknown what could not be compared although it was to be, a sentence each
/// @param stop the first stop, or null
public record GateReport(
    Verdict verdict,
    String database,
    List<StepResult> steps,
    List<String> pending,
    List<String> applied,
    List<String> unknown,
    @Nullable GateStop stop) {
  /// What a gate can come to.
  public enum Verdict {
    /// The migrations are applied, and the database has what they make.
    SUCCESS,
    /// The deploy does not go through.
    STOPPED,
    /// A dry run found nothing that would stop the gate.
    READY,
    /// The migrations are switched off: the schema may lag the code.
    SWITCHED_OFF
  }

  /// Copies the lists.
  public GateReport {
    steps = List.copyOf(steps);
    pending = List.copyOf(pending);
    applied = List.copyOf(applied);
    unknown = List.copyOf(unknown);
  }

  /// The exit code; see docs/gate.md.
  public int exitCode() {
    return stop == null ? 0 : stop.exitCode();
  }

  /// The step at which it stopped, or null.
  public @Nullable GateStep stoppedAt() {
    return steps.stream()
        .filter(step -> step.state() == StepResult.State.STOPPED)
        .map(StepResult::step)
        .findFirst()
        .orElse(null);
  }
}
