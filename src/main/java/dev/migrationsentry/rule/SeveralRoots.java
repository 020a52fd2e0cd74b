package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The history begins more than once.
public final class SeveralRoots implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    if (graph == null) {
      return Stream.empty();
    }
    List<Revision> roots = unmeant(graph);
    return roots.size() < 2 ? Stream.empty() : Stream.of(finding(graph, roots));
  }

  /// The roots that no branch label of their own tells apart and that do not wait for another one.
  private static List<Revision> unmeant(RevisionGraph graph) {
    Set<String> ids = graph.roots();
    List<Revision> roots = new ArrayList<>();
    for (String id : ids) {
      Revision root = graph.revision(id);
      if (root != null
          && root.labels().isEmpty()
          && root.dependencies().isEmpty()
          && root.unresolved().isEmpty()) {
        roots.add(root);
      }
    }
    return roots;
  }

  private Finding finding(RevisionGraph graph, List<Revision> roots) {
    Revision last = roots.getLast();
    List<Related> related = new ArrayList<>();
    for (Revision root : roots.subList(0, roots.size() - 1)) {
      related.add(new Related(root.title(), root.where(), "has no parent either"));
    }
    return new Finding(
        id(),
        severity(),
        "",
        last.where(),
        last.title(),
        null,
        "The history begins "
            + (roots.size() == 2 ? "twice" : roots.size() + " times")
            + ": "
            + Branches.listed(roots.stream().map(Branches::named).toList())
            + " have no parent."
            + Branches.doubt(graph),
        "Nothing says which of them runs first, and a database that was set up with one of them gets"
            + " the other one late. Mostly a down_revision was lost, or files of another project were"
            + " copied in.",
        "Set down_revision of the later one to the revision that was the head then. Where two"
            + " histories are meant to stand side by side, give each root its branch_labels.",
        related,
        false);
  }
}
