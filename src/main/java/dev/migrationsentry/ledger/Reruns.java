package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.rule.RunsAtEveryStart;
import java.util.ArrayList;
import java.util.List;

/// Histories that a database records nowhere, so that their files run at every start.
public final class Reruns {
  private Reruns() {}

  /// What runs at every start and should not: the history itself, each statement that loses data or
  /// fails when it runs again, with its place; nothing where a ledger records the history, or where
  /// nothing of it has run.
  public static List<String> of(History history, LiveWorld world) {
    if (Ledgers.recording(history, world.ledgers()) != null) {
      return List.of();
    }
    List<Finding> findings = Rules.check(history, world.world(history)).findings();
    String rule = new RunsAtEveryStart().id();
    if (findings.stream().noneMatch(finding -> finding.rule().equals(rule))) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String place = finding.where().file().path() + ":" + finding.where().line() + " ";
      if (finding.rule().equals(rule)) {
        lines.add(
            lines.isEmpty() ? finding.seen() + " " + finding.effect() : place + finding.seen());
      } else if (finding.sqlState() != null && !finding.followUp()) {
        lines.add(place + "This fails when it runs again. " + finding.effect());
      }
    }
    return lines;
  }
}
