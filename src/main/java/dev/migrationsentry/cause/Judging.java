package dev.migrationsentry.cause;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.FollowUp;
import dev.migrationsentry.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weighs what is known for and against one class.
///
/// @param located where the failure is in the project, or null
/// @param circumstances what was learned beside the log and the files
record Judging(
    Explainer explainer,
    Clues clues,
    Project.@Nullable Located located,
    List<Circumstance> circumstances) {
  /// What `check` finds at the failing statement weighs as much as the message itself.
  private static final int PREDICTED = 40;

  /// A new database gets past a statement that is said to fail on every one.
  private static final int PASSES_ON_EMPTY = 45;

  /// How well a message fits that means this and nothing else.
  private static final int CERTAIN = 90;

  /// Classes whose failures every database meets, a new one included.
  private static final Set<String> OF_THE_HISTORY =
      Set.of(
          "referenced-before-introduced",
          "syntax-error",
          "fk-type-mismatch",
          "concurrently-in-transaction",
          "enum-in-transaction");

  /// Classes of a database that is not as its ledger says.
  private static final Set<String> OF_THE_DATABASE =
      Set.of(
          "blind-stamp",
          "if-not-exists-hides-drift",
          "object-already-exists",
          "ledger-lost",
          "out-of-order");

  /// Adds the class to the candidates, or to those that are ruled out.
  ///
  /// @param said how well the log fits
  void judge(int said, List<Cause> candidates, List<Diagnosis.RuledOut> ruledOut) {
    int weight = said;
    List<Evidence> evidence = new ArrayList<>();
    List<String> against = new ArrayList<>();
    Failure failure = clues.failure();
    if (failure != null && failure.line() > 0) {
      evidence.add(ofLog(failure));
    }
    boolean certain = said >= CERTAIN;
    evidence.add(
        new Evidence(
            certain ? Evidence.Level.READ : Evidence.Level.INFERRED,
            explainer.because(clues),
            certain && failure != null && failure.line() > 0 ? "log line " + failure.line() : ""));
    if (located != null) {
      evidence.add(
          new Evidence(
              Evidence.Level.READ,
              "The failing migration is " + located.migration().title() + ". " + located.how(),
              located.where().toString()));
    }
    List<Finding> agreeing = agreeing();
    for (Finding finding : agreeing) {
      evidence.add(
          new Evidence(
              Evidence.Level.READ,
              "check says (" + finding.rule() + "): " + finding.seen(),
              finding.where().toString()));
    }
    boolean proved = false;
    boolean rehearsed = false;
    for (Circumstance one : circumstances) {
      if (one.isAbout(explainer.id())) {
        weight += one.shift();
        rehearsed |= one.shift() != 0;
        proved |= one.shift() > 0 && one.evidence().level() == Evidence.Level.PROVED;
        if (one.shift() < 0) {
          against.add(one.evidence().text());
        } else {
          evidence.add(one.evidence());
        }
      }
    }
    if (!agreeing.isEmpty()) {
      weight = Math.min(100, weight + PREDICTED);
    } else if (!rehearsed && passesOnEmpty()) {
      if (OF_THE_HISTORY.contains(explainer.id())) {
        weight -= PASSES_ON_EMPTY;
        against.add(
            "A new database gets past this statement: check replays the history without this failure.");
      } else if (OF_THE_DATABASE.contains(explainer.id())) {
        weight += 15;
      }
    }
    if (weight <= 0) {
      ruledOut.add(new Diagnosis.RuledOut(explainer.id(), String.join(" ", against)));
      return;
    }
    evidence.sort(Comparator.comparing(Evidence::level));
    candidates.add(
        cause(
            weight,
            proved
                ? Evidence.Level.PROVED
                : certain || agreeing.stream().anyMatch(one -> one.sqlState() != null)
                    ? Evidence.Level.READ
                    : Evidence.Level.INFERRED,
            evidence,
            against));
  }

  private Cause cause(
      int weight, Evidence.Level certainty, List<Evidence> evidence, List<String> against) {
    Failure failure = clues.failure();
    boolean first = failure == null || (failure.line() > 0 && failure.followUp() == FollowUp.NONE);
    return new Cause(
        explainer.id(),
        CausePage.of(explainer).title(),
        certainty,
        Math.min(weight, 100),
        explainer.because(clues),
        failure == null ? null : failure.sqlState(),
        located != null
            ? located.migration().title()
            : failure == null ? null : failure.migration(),
        located == null ? null : located.where().toString(),
        clues.object(),
        failure == null ? 0 : failure.line(),
        first,
        evidence,
        against,
        explainer.decides(clues));
  }

  private boolean passesOnEmpty() {
    return located != null
        && located.exact()
        && located.findings().isEmpty()
        && clues.stateClass("42");
  }

  private List<Finding> agreeing() {
    List<Finding> agreeing = new ArrayList<>();
    if (located != null) {
      for (Finding finding : located.findings()) {
        if (explainer.rules().contains(finding.rule())) {
          agreeing.add(finding);
        }
      }
    }
    Project project = clues.project();
    if (agreeing.isEmpty() && project != null) {
      for (Finding finding : project.of(explainer.rules())) {
        // Rules about the history itself name no SQLSTATE.
        if (finding.sqlState() == null) {
          agreeing.add(finding);
        }
      }
    }
    return agreeing.size() > 3 ? agreeing.subList(0, 3) : agreeing;
  }

  private static Evidence ofLog(Failure failure) {
    StringBuilder text = new StringBuilder();
    if (failure.sqlState() != null) {
      text.append("SQLSTATE ")
          .append(failure.sqlState())
          .append(failure.statePrinted() ? "" : " (known from the message)")
          .append(": ");
    }
    text.append(failure.message());
    if (failure.detail() != null) {
      text.append(" (").append(failure.detail()).append(')');
    }
    return new Evidence(Evidence.Level.READ, text.toString(), "log line " + failure.line());
  }
}
