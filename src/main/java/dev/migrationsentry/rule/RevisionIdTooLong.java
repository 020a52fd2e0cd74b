package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;
import java.util.stream.Stream;

/// An id does not fit into the column in which Alembic records it.
public final class RevisionIdTooLong implements Rule.HistoryRule {
  /// `alembic_version.version_num` is a `varchar(32)` (`MigrationContext` in
  /// `alembic/runtime/migration.py`).
  private static final int WIDTH = 32;

  private static final String COLUMN = "version_num";

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    if (graph == null || !history.runner().ledger().contains("varchar(" + WIDTH + ")")) {
      return Stream.empty();
    }
    return graph.revisions().stream()
        .filter(revision -> length(revision) > WIDTH && !isWidened(graph, revision))
        .map(this::finding);
  }

  private static int length(Revision revision) {
    return revision.id().codePointCount(0, revision.id().length());
  }

  /// Whether a revision before this one, or this one itself, speaks of the column: then it has most
  /// likely been made wider.
  private static boolean isWidened(RevisionGraph graph, Revision revision) {
    for (String id : graph.ancestors(revision.id())) {
      Revision before = graph.revision(id);
      if (before != null && before.where().file().text().contains(COLUMN)) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(Revision revision) {
    return new Finding(
        id(),
        severity(),
        "",
        revision.where(),
        revision.title(),
        "22001",
        "The id " + revision.id() + " has " + length(revision) + " characters.",
        "Alembic records it in alembic_version.version_num, a varchar("
            + WIDTH
            + "): PostgreSQL answers \"value too long for type character varying("
            + WIDTH
            + ")\" after the revision itself has worked, and takes all of it back.",
        "Take an id of at most "
            + WIDTH
            + " characters; the words belong into the name of the file. Revisions that follow it name"
            + " the new id in their down_revision.",
        List.of(),
        false);
  }
}
