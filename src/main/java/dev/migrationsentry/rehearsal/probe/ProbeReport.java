package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.rehearsal.rows.FilledTable;
import java.util.List;

/// What pending migrations require of production's rows, and what production says to that.
///
/// @param plan the questions
/// @param asked whether they were asked
/// @param answers one for each question, in their order; empty when they were not asked
/// @param synthetic the tables of the throw-away database that were to get rows
public record ProbeReport(
    ProbePlan plan, boolean asked, List<ProbeAnswer> answers, List<FilledTable> synthetic) {
  /// Nothing to ask.
  public static final ProbeReport NOTHING =
      new ProbeReport(new ProbePlan(List.of(), List.of(), List.of()), false, List.of(), List.of());

  /// Copies the lists.
  public ProbeReport {
    answers = List.copyOf(answers);
    synthetic = List.copyOf(synthetic);
  }

  /// How many answers have a verdict.
  public long count(Verdict verdict) {
    return answers.stream().filter(answer -> answer.verdict() == verdict).count();
  }

  /// Whether rows of production break a migration.
  public boolean fails() {
    return count(Verdict.YES) > 0;
  }

  /// Whether there is nothing to say.
  public boolean isEmpty() {
    return plan.probes().isEmpty() && plan.unprobed().isEmpty() && synthetic.isEmpty();
  }
}
