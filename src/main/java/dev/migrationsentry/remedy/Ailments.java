package dev.migrationsentry.remedy;

import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Finds what is to be mended in a history.
public final class Ailments {
  /// What is wrong with a history itself, and has a remedy.
  private static final Set<String> OF_THE_HISTORY =
      Set.of("multiple-heads", "duplicate-revision-id");

  private Ailments() {}

  /// What is wrong with a history itself.
  ///
  /// @param world any world; it decides nothing
  public static List<Ailment> of(History history, World world) {
    List<Finding> findings = new ArrayList<>(Rules.check(history));
    findings.addAll(Rules.check(history, world).findings());
    List<Ailment> found = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR && OF_THE_HISTORY.contains(finding.rule())) {
        found.add(new Ailment.Found(history, finding));
      }
    }
    return found;
  }

  /// The titles of all migrations that fail in a world, those included that only follow.
  static Set<String> failing(History history, Origin place) {
    Set<String> titles = new HashSet<>();
    for (Trace step : Replay.of(history, place.world(history)).steps()) {
      if (step.fate() == Trace.Fate.FAILS) {
        titles.add(step.migration().title());
      }
    }
    return titles;
  }

  /// The migrations that fail in a world, in their order, without those that only follow from
  /// another one.
  public static List<Ailment.Failing> in(History history, Origin place) {
    World world = place.world(history);
    IdentityHashMap<Migration, Database> met = new IdentityHashMap<>();
    IdentityHashMap<Migration, Step> failing = new IdentityHashMap<>();
    List<Step> order = new ArrayList<>();
    Timeline timeline =
        Replay.of(
            history,
            world,
            (step, soFar) -> {
              met.putIfAbsent(step.migration(), step.before());
              boolean fails =
                  step.outcome() instanceof Outcome.Fails
                      && !soFar.recovers(step)
                      && !soFar.isRefusedAfterAnother(step);
              if (fails
                  && failing.putIfAbsent(step.migration(), step) == null
                  && !step.followUp()) {
                order.add(step);
              }
            });
    List<Sent> sent = new ArrayList<>(world.applied());
    sent.addAll(timeline.sent());
    List<Ailment.Failing> found = new ArrayList<>();
    for (Step step : order) {
      if (step.outcome() instanceof Outcome.Fails(ServerError error)) {
        found.add(
            new Ailment.Failing(
                place,
                history,
                step.migration(),
                met.getOrDefault(step.migration(), step.before()),
                step.before(),
                step.statement(),
                error,
                sent));
      }
    }
    return found;
  }
}
