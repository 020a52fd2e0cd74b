package dev.migrationsentry.cause;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.FollowUp;
import dev.migrationsentry.log.Log;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks all explainers, and ranks what they say.
public final class Diagnosing {
  private Diagnosing() {}

  /// Explains the first failure of a log.
  ///
  /// @param project the project that the log is about, or null
  public static Diagnosis of(Log log, @Nullable Project project) {
    return of(log, project, failure(log), List.of());
  }

  /// Explains a failure of a log, given what else is known of it.
  ///
  /// @param project the project that the log is about, or null
  /// @param failure the failure, or null where the log tells of none
  /// @param circumstances what was learned beside the log and the files
  public static Diagnosis of(
      Log log,
      @Nullable Project project,
      @Nullable Failure failure,
      List<Circumstance> circumstances) {
    return of(
        log,
        project,
        failure,
        project == null || failure == null ? null : project.locate(failure),
        circumstances);
  }

  /// The same where it is known which statement failed.
  ///
  /// @param located where the failure is in the project, or null
  public static Diagnosis of(
      Log log,
      @Nullable Project project,
      @Nullable Failure failure,
      Project.@Nullable Located located,
      List<Circumstance> circumstances) {
    Clues clues = new Clues(failure, log, project);
    List<Cause> candidates = new ArrayList<>();
    List<Diagnosis.RuledOut> ruledOut = new ArrayList<>();
    for (Explainer explainer : Explainers.ALL) {
      int weight = Math.min(explainer.weight(clues), 100);
      if (weight > 0) {
        new Judging(explainer, clues, located, circumstances).judge(weight, candidates, ruledOut);
      }
    }
    // The list's order decides between equals, so that the answer never depends on chance.
    candidates.sort(Comparator.comparingInt(Cause::weight).reversed());
    return new Diagnosis(log, candidates, ruledOut);
  }

  /// The failure to explain: the first one, or what stands in the way when that is not told.
  public static @Nullable Failure failure(Log log) {
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
}
