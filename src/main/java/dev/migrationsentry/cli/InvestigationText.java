package dev.migrationsentry.cli;

import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.diagnosis.Subject;
import dev.migrationsentry.diagnosis.Trial;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The part of the text of `diagnose` that says what was looked at beside the log.
final class InvestigationText {
  private static final int OTHERS = 8;

  private InvestigationText() {}

  static void render(StringBuilder out, Investigation investigation, Style style) {
    Subject subject = investigation.subject();
    if (subject == null) {
      investigation.notes().forEach(note -> out.append(note).append('\n'));
      return;
    }
    out.append('\n').append(style.bold("Looked at")).append('\n');
    out.append("  ").append(subject.source()).append('\n');
    for (Trial trial : investigation.trials()) {
      out.append("  ").append(trial.said()).append('\n');
      Set<String> reasons = new TreeSet<>(trial.rehearsal().start().degraded());
      reasons.stream()
          .limit(3)
          .forEach(reason -> out.append("    not exact: ").append(reason).append('\n'));
    }
    investigation.notes().forEach(note -> out.append("  ").append(note).append('\n'));
    others(out, investigation, style);
  }

  /// What comes after the failure, once that is mended: fix one, deploy, meet the next.
  private static void others(StringBuilder out, Investigation investigation, Style style) {
    String failing =
        investigation
            .diagnosis()
            .cause()
            .map(cause -> String.valueOf(cause.migration()))
            .orElse("");
    for (Trial trial : investigation.trials()) {
      List<RehearsedMigration> others = new ArrayList<>(trial.rehearsal().failures());
      others.removeIf(one -> one.migration().title().equals(failing));
      if (!others.isEmpty()) {
        out.append('\n')
            .append(style.bold("Other migrations that fail from " + trial.origin().name()))
            .append('\n');
        others.stream()
            .limit(OTHERS)
            .forEach(one ->
                out.append("  ")
                    .append(one.migration().title())
                    .append(": ")
                    .append(one.refusal())
                    .append('\n'));
        if (others.size() > OTHERS) {
          out.append("  and ").append(others.size() - OTHERS).append(" more\n");
        }
        return;
      }
    }
  }
}
