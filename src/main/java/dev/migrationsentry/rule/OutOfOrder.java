package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Reference;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A new migration sorts before one that is already on the branch that it is compared with, or that
/// a database has run.
public final class OutOfOrder implements Rule.HistoryRule, Rule.TimelineRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    if (history.runner().order() == OrderBy.JOURNAL) {
      return Journals.check(this, history);
    }
    Reference reference = history.reference();
    if (reference == null) {
      return Stream.empty();
    }
    RevisionGraph graph = history.graph();
    if (graph != null) {
      return inserted(history, graph, reference).stream();
    }
    List<Finding> findings = new ArrayList<>();
    Migration last = null;
    for (Migration migration : history.migrations().reversed()) {
      if (migration.kind() == MigrationKind.REPEATABLE) {
        continue;
      }
      if (!history.isNew(migration)) {
        last = last == null ? migration : last;
      } else if (last != null) {
        findings.add(
            finding("", "is new", "is on " + reference.name() + " already", migration, last));
      }
    }
    return findings.reversed().stream();
  }

  /// What a database's ledger shows: a pending migration before one that has run.
  @Override
  public Stream<Finding> check(Timeline timeline) {
    History history = timeline.history();
    Ledger ledger = timeline.world().ledger();
    if (ledger == null || ledger.extent() == Ledger.Extent.HEADS || history.graph() != null) {
      return Stream.empty();
    }
    if (history.runner().order() == OrderBy.JOURNAL) {
      return Journals.check(this, timeline, ledger);
    }
    Set<Migration> applied = Collections.newSetFromMap(new IdentityHashMap<>());
    timeline.world().applied().forEach(sent -> applied.add(sent.migration()));
    List<Finding> findings = new ArrayList<>();
    Migration last = null;
    for (Migration migration : history.migrations().reversed()) {
      if (migration.kind() == MigrationKind.REPEATABLE) {
        continue;
      }
      if (applied.contains(migration)) {
        last = last == null ? migration : last;
      } else if (last != null) {
        findings.add(
            finding(
                timeline.world().name(),
                "is pending",
                "has run in " + timeline.world().name(),
                migration,
                last));
      }
    }
    return findings.reversed().stream();
  }

  /// In a graph a new revision is out of order when one that is there already follows it.
  private List<Finding> inserted(History history, RevisionGraph graph, Reference reference) {
    Map<String, Migration> followers = new HashMap<>();
    for (Migration migration : history.migrations().reversed()) {
      Migration follower = history.isNew(migration) ? followers.get(migration.id()) : migration;
      Revision revision = graph.revision(migration.id());
      if (follower != null && revision != null) {
        revision.parentIds().forEach(parent -> followers.put(parent, follower));
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      Migration after = followers.get(migration.id());
      if (after != null && history.isNew(migration)) {
        findings.add(
            finding("", "is new", "is on " + reference.name() + " already", migration, after));
      }
    }
    return findings;
  }

  private Finding finding(
      String world, String pending, String there, Migration migration, Migration last) {
    return new Finding(
        id(),
        severity(),
        world,
        Places.firstLine(migration.file()),
        migration.title(),
        null,
        migration.title()
            + " "
            + pending
            + ", and sorts before "
            + last.title()
            + ", which "
            + there
            + ".",
        "A database that has run "
            + last.title()
            + " gets it late, or never: runners refuse it, skip it in silence, or run it after migrations that a new database runs before it.",
        "Give it a number after "
            + last.title()
            + ", so that every database runs both in the same order.",
        List.of(new Related(last.title(), Places.firstLine(last.file()), there)),
        false);
  }
}
