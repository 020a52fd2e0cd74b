package dev.migrationsentry.report;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The result of a check.
///
/// @param histories one for each history that was found
/// @param leftOut what was recognised and not checked, or not looked into: sentences for people
public record Report(List<CheckedHistory> histories, List<String> leftOut) {
  public Report {
    histories = List.copyOf(histories);
    leftOut = List.copyOf(leftOut);
  }

  /// A history with what was found in it.
  ///
  /// @param timelines one for each world it was replayed from
  /// @param findings in the order of the migrations and their text
  public record CheckedHistory(
      History history, List<Timeline> timelines, Coverage coverage, List<Finding> findings) {
    public CheckedHistory {
      timelines = List.copyOf(timelines);
      findings = List.copyOf(findings);
    }
  }

  /// The same with other severities.
  ///
  /// @param severity the severity of a finding, or nothing where it is not to be shown
  public Report judged(Function<Finding, Optional<Severity>> severity) {
    List<CheckedHistory> judged = new ArrayList<>();
    for (CheckedHistory history : histories) {
      List<Finding> findings = new ArrayList<>();
      for (Finding finding : history.findings()) {
        severity.apply(finding).ifPresent(other -> findings.add(finding.as(other)));
      }
      judged.add(
          new CheckedHistory(history.history(), history.timelines(), history.coverage(), findings));
    }
    return new Report(judged, leftOut);
  }

  /// The number of findings of a severity.
  public int count(Severity severity) {
    int count = 0;
    for (CheckedHistory history : histories) {
      for (Finding finding : history.findings()) {
        if (finding.severity() == severity) {
          count++;
        }
      }
    }
    return count;
  }

  /// Whether there is a finding at or above a severity, or a history before which its runner itself
  /// stops.
  public boolean reaches(Severity least) {
    boolean refused =
        histories.stream()
            .flatMap(history -> history.history().notes().stream())
            .anyMatch(note -> note.kind() == NoteKind.REFUSED);
    return refused
        || histories.stream()
            .flatMap(history -> history.findings().stream())
            .anyMatch(finding -> finding.severity().compareTo(least) >= 0);
  }

  /// Whether a file of a history could not be read, so that the history can't be judged.
  public boolean unjudged() {
    return histories.stream().anyMatch(history -> history.coverage().unreadable() > 0);
  }
}
