package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Reference;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A new migration sorts before one that is already on the branch that it is compared with.
public final class OutOfOrder implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
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
        findings.add(finding(reference, migration, last));
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
        findings.add(finding(reference, migration, after));
      }
    }
    return findings;
  }

  private Finding finding(Reference reference, Migration migration, Migration last) {
    return new Finding(
        id(),
        severity(),
        "",
        Places.firstLine(migration.file()),
        migration.title(),
        null,
        migration.title()
            + " is new, and sorts before "
            + last.title()
            + ", which is on "
            + reference.name()
            + " already.",
        "A database that has run "
            + last.title()
            + " gets it late, or never: runners refuse it, skip it in silence, or run it after migrations that a new database runs before it.",
        "Give it a number after "
            + last.title()
            + ", so that every database runs both in the same order.",
        List.of(
            new Related(last.title(), Places.firstLine(last.file()), "is on " + reference.name())),
        false);
  }
}
