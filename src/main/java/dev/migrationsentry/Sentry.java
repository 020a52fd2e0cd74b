package dev.migrationsentry;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.report.Coverage;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The front door: histories and worlds in, a report out.
public final class Sentry {
  private Sentry() {}

  /// Replays histories from worlds and judges what happens.
  ///
  /// @param histories as the runner's reader found them
  /// @param worlds the worlds to replay a history from, at least one
  /// @param leftOut sentences about what is not checked, for the report
  public static Report check(
      List<History> histories, Function<History, List<World>> worlds, List<String> leftOut) {
    List<Report.CheckedHistory> checked =
        histories.parallelStream().map(history -> check(history, worlds.apply(history))).toList();
    return new Report(checked, leftOut);
  }

  /// The same from one world for all.
  public static Report check(List<History> histories, World world, List<String> leftOut) {
    return check(histories, history -> List.of(world), leftOut);
  }

  private record Place(String rule, Span where) {}

  private static Report.CheckedHistory check(History history, List<World> worlds) {
    List<Finding> findings = new ArrayList<>(Rules.check(history));
    List<Timeline> timelines = new ArrayList<>();
    Set<Place> said = new HashSet<>();
    for (World world : worlds) {
      Rules.Judged judged = Rules.check(history, world);
      timelines.add(judged.timeline());
      Set<Place> now = new HashSet<>();
      for (Finding finding : judged.findings()) {
        // What holds without a world is said once, and not again for each world.
        Place place = new Place(finding.rule(), finding.where());
        if (!finding.world().isEmpty() || !said.contains(place)) {
          findings.add(finding);
          now.add(place);
        }
      }
      said.addAll(now);
    }
    Map<String, Integer> order = new HashMap<>();
    history
        .migrations()
        .forEach(migration -> order.putIfAbsent(migration.file().path(), order.size()));
    findings.sort(
        Comparator.<Finding>comparingInt(
                finding -> order.getOrDefault(finding.where().file().path(), order.size()))
            .thenComparingInt(
                finding -> finding.where().file().asWritten(finding.where().start())));
    return new Report.CheckedHistory(
        history, timelines, Coverage.of(history, timelines.getFirst()), findings);
  }
}
