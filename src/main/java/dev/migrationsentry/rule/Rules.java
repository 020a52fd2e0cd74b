package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of all rules, and how they are applied.
public final class Rules {
  /// Every rule. Rules that explain failures stand from the most telling cause to the symptom
  /// alone.
  public static final List<Rule> ALL =
      List.of(
          new SwallowedError(),
          new BindParameterInDriverSql(),
          new IfNotExistsShapeMismatch(),
          new UsesColumnIntroducedLater(),
          new UsesTableCreatedLater(),
          new ConcurrentlyInTransaction(),
          new EnumAddValueInTransaction(),
          new ForeignKeyTypeMismatch(),
          new AddNotNullWithoutDefault(),
          new FailsOnEmptyDatabase(),
          new FailsFromRevision(),
          new DuplicateRevisionId(),
          new LexicalVsNumericOrderClash(),
          new OutOfOrder(),
          new TransactionNesting(),
          new DropTable(),
          new DropColumn(),
          new DropCascade(),
          new Truncate(),
          new UpdateThatMatchesNothing(),
          new IdentifierTooLong(),
          new TemplatedSql(),
          new UnanalysableSql(),
          new DependsOnRunTime());

  private Rules() {}

  /// The rule of an id.
  public static Optional<Rule> of(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /// What the rules say of a history itself.
  public static List<Finding> check(History history) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : ALL) {
      if (rule instanceof Rule.HistoryRule historyRule) {
        historyRule.check(history).forEach(findings::add);
      }
    }
    return Suppression.apply(findings);
  }

  /// What the rules say of a replay, in the order of its steps.
  public static List<Finding> check(Timeline timeline) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : ALL) {
      if (rule instanceof Rule.TimelineRule timelineRule) {
        timelineRule.check(timeline).forEach(findings::add);
      }
    }
    for (Step step : timeline.steps()) {
      if (step.outcome() instanceof Outcome.Fails(ServerError error)
          && !timeline.recovers(step)
          && !timeline.isRefusedAfterAnother(step)) {
        explain(step, error, timeline).ifPresent(findings::add);
      }
      if (timeline.history().isNew(step.migration())) {
        for (Rule rule : ALL) {
          if (rule instanceof Rule.StepRule stepRule) {
            stepRule.check(step, timeline).forEach(findings::add);
          }
        }
      }
    }
    return Suppression.apply(findings);
  }

  private static Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    return explain(step, error, timeline, null);
  }

  /// What the first rule that knows the cause of a failure says of it.
  ///
  /// @param asking a rule that is not asked, or null
  static Optional<Finding> explain(
      Step step, ServerError error, Timeline timeline, @Nullable Rule asking) {
    for (Rule rule : ALL) {
      if (rule != asking && rule instanceof Rule.FailureRule failureRule) {
        Optional<Finding> finding = failureRule.explain(step, error, timeline);
        if (finding.isPresent()) {
          return finding;
        }
      }
    }
    return Optional.empty();
  }
}
