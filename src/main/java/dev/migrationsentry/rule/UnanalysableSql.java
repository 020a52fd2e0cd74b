package dev.migrationsentry.rule;

import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A statement was not understood, or a whole migration is a program, so that nothing can be said
/// of it.
public final class UnanalysableSql implements Rule.TimelineRule, Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    return timeline.sent().stream()
        .filter(sent -> timeline.history().isNew(sent.migration()))
        .flatMap(this::check);
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    String fault = Fault.in(step.outcome());
    return fault == null || step.statement() instanceof Opaque
        ? Stream.empty()
        : Stream.of(
            finding(
                step.migration(),
                step.statement().span(),
                "This statement could not be judged: " + fault + "."));
  }

  /// A rule could not do its work on a migration.
  Finding fault(Rule rule, Migration migration, Span where, Throwable mistake) {
    return finding(
        migration,
        where,
        "The rule " + rule.id() + " could not look at this: " + Fault.told(mistake) + ".");
  }

  private Stream<Finding> check(Sent sent) {
    Migration migration = sent.migration();
    List<Finding> findings = new ArrayList<>();
    String unreadable = migration.unreadable();
    if (unreadable != null) {
      findings.add(
          finding(
              migration,
              Places.firstLine(migration.file()),
              migration.title() + " " + unreadable + ": what it does was not seen."));
    }
    for (Statement statement : sent.statements()) {
      if (statement instanceof Opaque opaque
          && opaque.failure() == null
          && IdentifierTooLong.refused(opaque) == null) {
        findings.add(
            finding(
                migration,
                opaque.span(),
                "This statement was not understood: " + opaque.reason() + "."));
      }
    }
    return findings.stream();
  }

  private Finding finding(Migration migration, Span where, String seen) {
    return new Finding(
        id(),
        severity(),
        "",
        where,
        migration.title(),
        null,
        seen,
        "Whether it works was not judged, and later statements about the same objects can't be judged either.",
        "Rehearse it on a real server before you deploy.",
        List.of(),
        false);
  }
}
