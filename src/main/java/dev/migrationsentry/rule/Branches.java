package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What rules of the revision graph say in the same words.
final class Branches {
  private Branches() {}

  /// Those of some revisions that no branch label of their own tells apart from the others: none
  /// when at most one is left, since labelled branches are meant to stand side by side.
  static List<Revision> unmeant(RevisionGraph graph, Collection<String> ids) {
    List<Revision> found = new ArrayList<>();
    for (String id : ids) {
      Set<String> own = graph.labels(id);
      for (String other : ids) {
        if (!other.equals(id)) {
          own.removeAll(graph.labels(other));
        }
      }
      Revision revision = graph.revision(id);
      if (own.isEmpty() && revision != null) {
        found.add(revision);
      }
    }
    return found.size() > 1 ? found : List.of();
  }

  /// `1a2b (1a2b_add_email.py)`.
  static String named(Revision revision) {
    return revision.id() + " (" + revision.title() + ")";
  }

  /// `a, b and c`.
  static String listed(List<String> texts) {
    return texts.size() < 2
        ? String.join("", texts)
        : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
  }

  /// A sentence for graphs of which not everything is known, with a blank before it; empty for
  /// others.
  static String doubt(RevisionGraph graph) {
    return graph.isCertain()
        ? ""
        : " This may be wrong: "
            + graph.unresolved().getFirst().name()
            + " of "
            + graph.unresolved().getFirst().where().file().path()
            + " is only known at run time.";
  }

  /// The severity of a finding that rests on the whole graph.
  static Severity severity(Severity usual, RevisionGraph graph) {
    return graph.isCertain() ? usual : Severity.WARNING;
  }
}
