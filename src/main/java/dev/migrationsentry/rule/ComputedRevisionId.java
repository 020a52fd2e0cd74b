package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.migration.Unresolved;
import java.util.List;
import java.util.stream.Stream;

/// A revision computes its id or its parents, so that only a run shows its place in the graph.
public final class ComputedRevisionId implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    return graph == null ? Stream.empty() : graph.unresolved().stream().map(this::finding);
  }

  private Finding finding(Unresolved unresolved) {
    String path = unresolved.where().file().path();
    String title = path.substring(path.lastIndexOf('/') + 1);
    return new Finding(
        id(),
        severity(),
        "",
        unresolved.where(),
        title,
        null,
        "The value of "
            + unresolved.name()
            + " is only known at run time: "
            + unresolved.why()
            + ".",
        "Where "
            + title
            + " stands in the history is not known, so that neither it nor what follows"
            + " it is replayed, and what is said of heads and missing revisions may be wrong.",
        "Write the id as a string.",
        List.of(),
        false);
  }
}
