package dev.migrationsentry.cause;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.FollowUp;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks all explainers, and ranks what they say.
public final class Diagnosing {
  /// What `check` finds at the failing statement weighs as much as the message itself.
  private static final int PREDICTED = 40;

  /// A new database gets past a statement that is said to fail on every one.
  private static final int PASSES_ON_EMPTY = 45;

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

  private Diagnosing() {}

  /// Explains the first failure of a log.
  ///
  /// @param project the project that the log is about, or null
  public static Diagnosis of(Log log, @Nullable Project project) {
    Failure failure = failure(log);
    Clues clues = new Clues(failure, log, project);
    Project.Located located = project == null || failure == null ? null : project.locate(failure);
    List<Cause> candidates = new ArrayList<>();
    List<Diagnosis.RuledOut> ruledOut = new ArrayList<>();
    for (Explainer explainer : Explainers.ALL) {
      int weight = Math.min(explainer.weight(clues), 100);
      if (weight > 0) {
        judge(explainer, clues, located, weight, candidates, ruledOut);
      }
    }
    // The list's order decides between equals, so that the answer never depends on chance.
    candidates.sort(Comparator.comparingInt(Cause::weight).reversed());
    return new Diagnosis(log, candidates, ruledOut);
  }

  /// The failure to explain: the first one, or what stands in the way when that is not told.
  private static @Nullable Failure failure(Log log) {
    Failure first = log.first().orElse(null);
    if (first != null) {
      return first;
    }
    for (Failure failure : log.failures()) {
      if (failure.isRecognised() && failure.followUp() != FollowUp.NONE) {
        return failure;
      }
    }
    return null;
  }

  private static void judge(
      Explainer explainer,
      Clues clues,
      Project.@Nullable Located located,
      int said,
      List<Cause> candidates,
      List<Diagnosis.RuledOut> ruledOut) {
    int weight = said;
    List<Evidence> evidence = new ArrayList<>();
    List<String> against = new ArrayList<>();
    Failure failure = clues.failure();
    Project project = clues.project();
    boolean first = failure != null && failure.followUp() == FollowUp.NONE;
    if (failure != null) {
      evidence.add(ofLog(failure));
    }
    evidence.add(
        new Evidence(
            said >= 90 ? Evidence.Level.READ : Evidence.Level.INFERRED,
            explainer.because(clues),
            said >= 90 && failure != null ? "log line " + failure.line() : ""));
    if (located != null) {
      evidence.add(
          new Evidence(
              Evidence.Level.READ,
              "The failing migration is " + located.migration().title() + ". " + located.how(),
              located.where().toString()));
    }
    List<Finding> agreeing = agreeing(explainer, project, located);
    for (Finding finding : agreeing) {
      evidence.add(
          new Evidence(
              Evidence.Level.READ,
              "check says (" + finding.rule() + "): " + finding.seen(),
              finding.where().toString()));
    }
    if (!agreeing.isEmpty()) {
      weight = Math.min(100, weight + PREDICTED);
    } else if (located != null
        && located.exact()
        && located.findings().isEmpty()
        && clues.stateClass("42")) {
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
    candidates.add(
        new Cause(
            explainer.id(),
            CausePage.of(explainer).title(),
            Math.min(weight, 100),
            explainer.because(clues),
            failure == null ? null : failure.sqlState(),
            located != null
                ? located.migration().title()
                : failure == null ? null : failure.migration(),
            located == null ? null : located.where().toString(),
            clues.object(),
            failure == null ? 0 : failure.line(),
            first || failure == null,
            evidence,
            against,
            explainer.decides(clues)));
  }

  private static List<Finding> agreeing(
      Explainer explainer, @Nullable Project project, Project.@Nullable Located located) {
    List<Finding> agreeing = new ArrayList<>();
    if (located != null) {
      for (Finding finding : located.findings()) {
        if (explainer.rules().contains(finding.rule())) {
          agreeing.add(finding);
        }
      }
    }
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
