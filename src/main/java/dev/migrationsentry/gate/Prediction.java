package dev.migrationsentry.gate;

import dev.migrationsentry.report.Report;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The step that replays what is pending from this very database.
final class Prediction {
  private static final int MOST_FINDINGS = 20;

  private Prediction() {}

  /// Does the step.
  ///
  /// @param failOn the least severity that stops the gate
  static @Nullable GateStop judge(Report report, Severity failOn, Consumer<String> say) {
    say.accept(
        counted(report.count(Severity.ERROR), "error")
            + ", "
            + counted(report.count(Severity.WARNING), "warning")
            + ", "
            + counted(report.count(Severity.NOTE), "note"));
    List<String> stopping = new ArrayList<>();
    List<String> beside = new ArrayList<>();
    for (Report.CheckedHistory history : report.histories()) {
      for (Finding finding : history.findings()) {
        if (finding.severity().compareTo(failOn) >= 0) {
          stopping.add(line(finding));
          stopping.add("  " + finding.effect());
        } else if (finding.severity() != Severity.NOTE) {
          beside.add(line(finding));
        }
      }
    }
    beside.stream().limit(MOST_FINDINGS).forEach(say);
    if (report.unjudged()) {
      return GateStop.at(
          GateStep.CHECK,
          "A file of the history can't be read, so that the pending migrations can't be judged.",
          report.leftOut(),
          List.of("'migration-sentry check' shows which. Nothing was changed."));
    }
    if (!report.reaches(failOn)) {
      return null;
    }
    return GateStop.at(
        GateStep.CHECK,
        stopping.isEmpty()
            ? "The runner itself will refuse this history."
            : "The pending migrations will not work in this database, or harm it.",
        stopping.subList(0, Math.min(stopping.size(), 2 * MOST_FINDINGS)),
        List.of(
            "Nothing was changed. 'migration-sentry check --from \"$DATABASE_URL\"' shows all findings with what to do instead."));
  }

  private static String line(Finding finding) {
    return finding.where()
        + " "
        + finding.severity().word()
        + " "
        + finding.rule()
        + ": "
        + finding.seen();
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }
}
