package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
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

  /// What the rules say of a replay.
  ///
  /// @param findings in the order of the steps, after those about the replay as a whole
  public record Judged(Timeline timeline, List<Finding> findings) {
    /// Copies the findings.
    public Judged {
      findings = List.copyOf(findings);
    }
  }

  /// Replays a history and applies the rules to each step while the replay stands there.
  public static Judged check(History history, World world) {
    List<Finding> ofSteps = new ArrayList<>();
    Timeline timeline = Replay.of(history, world, (step, soFar) -> check(step, soFar, ofSteps));
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : ALL) {
      if (rule instanceof Rule.TimelineRule timelineRule) {
        timelineRule.check(timeline).forEach(findings::add);
      }
    }
    findings.addAll(ofSteps);
    return new Judged(timeline, Suppression.apply(findings));
  }

  private static void check(Step step, Timeline soFar, List<Finding> findings) {
    if (step.outcome() instanceof Outcome.Fails(ServerError error)
        && !soFar.recovers(step)
        && !soFar.isRefusedAfterAnother(step)) {
      explain(step, error, soFar).ifPresent(findings::add);
    }
    if (soFar.history().isNew(step.migration())) {
      for (Rule rule : ALL) {
        if (rule instanceof Rule.StepRule stepRule) {
          stepRule.check(step, soFar).forEach(findings::add);
        }
      }
    }
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
