package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
          new MissingExtension(),
          new MissingRight(),
          new FailsOnEmptyDatabase(),
          new FailsFromRevision(),
          new BrokenRevisionFile(),
          new MultipleHeads(),
          new DuplicateRevisionId(),
          new MissingParentRevision(),
          new RevisionCycle(),
          new SeveralRoots(),
          new RevisionIdTooLong(),
          new TypedRevisionId(),
          new ComputedRevisionId(),
          new EditedAfterApplied(),
          new EditedAfterAppliedUnrecorded(),
          new LexicalVsNumericOrderClash(),
          new OutOfOrder(),
          new GhostRevision(),
          new OverlappingHeads(),
          new FailedMarker(),
          new StampedPast(),
          new RunsAtEveryStart(),
          new SecondSchemaSource(),
          new TransactionNesting(),
          new ConcurrentlyWaitsForRunner(),
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

  /// Says when a rule itself makes a mistake.
  private static final UnanalysableSql MISTAKES = new UnanalysableSql();

  /// What the rules say of a history itself.
  public static List<Finding> check(History history) {
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : ALL) {
      if (rule instanceof Rule.HistoryRule historyRule) {
        guarded(rule, history, findings, () -> historyRule.check(history));
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
    return check(history, world, ALL);
  }

  static Judged check(History history, World world, List<Rule> rules) {
    List<Finding> ofSteps = new ArrayList<>();
    Timeline timeline =
        Replay.of(history, world, (step, soFar) -> check(step, soFar, rules, ofSteps));
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.TimelineRule timelineRule) {
        guarded(rule, history, findings, () -> timelineRule.check(timeline));
      }
    }
    findings.addAll(ofSteps);
    return new Judged(timeline, Suppression.apply(findings));
  }

  private static void check(Step step, Timeline soFar, List<Rule> rules, List<Finding> findings) {
    if (step.outcome() instanceof Outcome.Fails(ServerError error)
        && !soFar.recovers(step)
        && !soFar.isRefusedAfterAnother(step)) {
      explain(step, error, soFar, rules, findings);
    }
    if (soFar.history().isNew(step.migration())) {
      for (Rule rule : rules) {
        if (rule instanceof Rule.StepRule stepRule) {
          guarded(rule, step, findings, () -> stepRule.check(step, soFar));
        }
      }
    }
  }

  private static void explain(
      Step step, ServerError error, Timeline timeline, List<Rule> rules, List<Finding> findings) {
    boolean mistaken = false;
    for (Rule rule : rules) {
      if (rule instanceof Rule.FailureRule failureRule) {
        int before = findings.size();
        boolean whole =
            guarded(
                rule, step, findings, () -> failureRule.explain(step, error, timeline).stream());
        if (whole && findings.size() > before) {
          return;
        }
        mistaken |= !whole;
      }
    }
    if (mistaken) {
      // A failure is not lost by a mistake of the rules that know more of it.
      findings.add(Symptom.plain(step, error, timeline));
    }
  }

  /// What the first rule that knows the cause of a failure says of it.
  ///
  /// @param asking a rule that is not asked
  static Optional<Finding> explain(Step step, ServerError error, Timeline timeline, Rule asking) {
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

  private static void guarded(
      Rule rule, History history, List<Finding> findings, Supplier<Stream<Finding>> look) {
    if (history.migrations().isEmpty()) {
      // Revisions without an order: there is no statement at which a mistake could be said.
      findings.addAll(look.get().toList());
      return;
    }
    Migration first = history.migrations().getFirst();
    guarded(rule, first, first.up().range(), findings, look);
  }

  private static boolean guarded(
      Rule rule, Step step, List<Finding> findings, Supplier<Stream<Finding>> look) {
    return guarded(rule, step.migration(), step.statement().span(), findings, look);
  }

  /// Adds what a rule has to say. A mistake of a rule costs no other rule anything, and is said.
  ///
  /// @return whether the rule came to its end
  private static boolean guarded(
      Rule rule,
      Migration migration,
      Span where,
      List<Finding> findings,
      Supplier<Stream<Finding>> look) {
    try {
      findings.addAll(look.get().toList());
      return true;
    } catch (RuntimeException | StackOverflowError mistake) {
      findings.add(MISTAKES.fault(rule, migration, where, mistake));
      return false;
    }
  }
}
