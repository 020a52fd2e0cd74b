package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;

/// What rules of the revision graph say in the same words.
final class Branches {
  private Branches() {}

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
