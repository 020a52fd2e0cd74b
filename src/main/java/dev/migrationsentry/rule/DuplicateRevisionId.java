package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two migrations claim the same version or revision id.
public final class DuplicateRevisionId implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    if (graph != null) {
      return graph.duplicates().stream().map(same -> finding(history, graph, same));
    }
    Map<String, List<Migration>> byId = new LinkedHashMap<>();
    for (Migration migration : history.migrations()) {
      if (migration.kind() != MigrationKind.REPEATABLE) {
        byId.computeIfAbsent(migration.id(), ignored -> new ArrayList<>()).add(migration);
      }
    }
    return byId.values().stream()
        .filter(same -> same.size() > 1)
        .map(same -> finding(history, same));
  }

  private Finding finding(History history, RevisionGraph graph, List<Revision> same) {
    Revision last = same.getLast();
    List<Related> related = new ArrayList<>();
    for (Revision other : same.subList(0, same.size() - 1)) {
      related.add(new Related(other.title(), other.where(), "has the same id, and never runs"));
    }
    boolean head = graph.children(last.id()).isEmpty();
    return new Finding(
        id(),
        severity(),
        "",
        last.where(),
        last.title(),
        null,
        "The id "
            + last.id()
            + " is claimed by "
            + same.size()
            + " files: "
            + Branches.listed(same.stream().map(Revision::title).toList())
            + ".",
        history.runner().title()
            + " warns \"Revision "
            + last.id()
            + " is present more than once\" and takes the file that it loads last: "
            + last.title()
            + " (by name; before version 1.10 as the folder lists them). \"alembic upgrade head\""
            + " refuses with \"Multiple head revisions are present\""
            + (head
                ? "; \"alembic upgrade heads\" ends well, and what the other file does is missing."
                : ", \"alembic upgrade heads\" with \"overlaps with other requested revisions\"."),
        "Give the one that no database has run an id of its own, and set its down_revision to the"
            + " head.",
        related,
        false);
  }

  private Finding finding(History history, List<Migration> same) {
    Migration last = same.getLast();
    List<Related> related = new ArrayList<>();
    for (Migration other : same.subList(0, same.size() - 1)) {
      related.add(new Related(other.title(), other.up().range(), "has the same id"));
    }
    String runner = history.runner().title();
    return new Finding(
        id(),
        severity(),
        "",
        Places.firstLine(last.file()),
        last.title(),
        null,
        "The id "
            + last.id()
            + " is claimed by "
            + same.size()
            + " migrations: "
            + String.join(", ", same.stream().map(Migration::title).toList())
            + ".",
        runner + " " + history.runner().onDuplicate() + ".",
        "Give "
            + last.title()
            + " an id of its own, later than all others. If a database has already run one of them, keep that one's id.",
        related,
        false);
  }
}
