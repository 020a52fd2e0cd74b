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
import java.util.stream.Stream;

/// The result of a check.
///
/// @param histories one for each history that was found
/// @param deploy what was found in how the project is deployed, which belongs to no history
/// @param leftOut what was recognised and not checked, or not looked into: sentences for people
public record Report(List<CheckedHistory> histories, List<Finding> deploy, List<String> leftOut) {
  public Report {
    histories = List.copyOf(histories);
    deploy = List.copyOf(deploy);
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
      judged.add(
          new CheckedHistory(
              history.history(),
              history.timelines(),
              history.coverage(),
              judged(history.findings(), severity)));
    }
    return new Report(judged, judged(deploy, severity), leftOut);
  }

  private static List<Finding> judged(
      List<Finding> findings, Function<Finding, Optional<Severity>> severity) {
    List<Finding> judged = new ArrayList<>();
    for (Finding finding : findings) {
      severity.apply(finding).ifPresent(other -> judged.add(finding.as(other)));
    }
    return judged;
  }

  /// The same with what was found in how the project is deployed.
  ///
  /// @param more sentences about what of it is not judged
  public Report deployed(List<Finding> findings, List<String> more) {
    List<String> all = new ArrayList<>(leftOut);
    all.addAll(more);
    return new Report(histories, findings, all);
  }

  /// All findings: those of the histories, then those of the deploy.
  public Stream<Finding> findings() {
    return Stream.concat(
        histories.stream().flatMap(history -> history.findings().stream()), deploy.stream());
  }

  /// The number of findings of a severity.
  public int count(Severity severity) {
    return (int) findings().filter(finding -> finding.severity() == severity).count();
  }

  /// Whether there is a finding at or above a severity, or a history before which its runner itself
  /// stops.
  public boolean reaches(Severity least) {
    boolean refused =
        histories.stream()
            .flatMap(history -> history.history().notes().stream())
            .anyMatch(note -> note.kind() == NoteKind.REFUSED);
    return refused || findings().anyMatch(finding -> finding.severity().compareTo(least) >= 0);
  }

  /// Whether a file of a history could not be read, so that the history can't be judged.
  public boolean unjudged() {
    return histories.stream().anyMatch(history -> history.coverage().unreadable() > 0);
  }
}
