package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A revision names a parent or a dependency that no file defines.
public final class MissingParentRevision implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    return graph == null
        ? Stream.empty()
        : graph.missing().stream().map(missing -> finding(graph, missing));
  }

  private Finding finding(RevisionGraph graph, RevisionGraph.Missing missing) {
    String wanted = missing.link().to();
    Revision revision = missing.revision();
    Revision meant = meant(graph, wanted);
    boolean parent = revision.parents().contains(missing.link());
    return new Finding(
        id(),
        Branches.severity(severity(), graph),
        "",
        missing.link().where(),
        revision.title(),
        null,
        revision.title()
            + (parent ? " follows the revision " : " depends on the revision ")
            + wanted
            + ", which no file defines."
            + Branches.doubt(graph),
        "Alembic stops before it applies anything, with \"KeyError: '"
            + wanted
            + "'\": no command works, not even \"alembic history\".",
        meant != null
            ? "The id of " + meant.title() + " is " + meant.id() + ": write that one, in full."
            : "Bring its file back (\"git log --all -- '*"
                + wanted
                + "*'\" shows where it was last), or name the revision that stands in its place.",
        meant == null
            ? List.of()
            : List.of(new Related(meant.title(), meant.where(), "has a similar id")),
        false);
  }

  /// The one revision whose id was probably meant: it begins with what is written, or differs from
  /// it in one place.
  private static @Nullable Revision meant(RevisionGraph graph, String wanted) {
    Revision found = null;
    for (Revision revision : graph.revisions()) {
      String id = revision.id();
      boolean close =
          (wanted.length() > 3 && id.startsWith(wanted))
              || (wanted.length() > 6 && differences(id, wanted) == 1);
      if (close) {
        if (found != null) {
          return null;
        }
        found = revision;
      }
    }
    return found;
  }

  private static int differences(String one, String other) {
    if (one.length() != other.length()) {
      return Integer.MAX_VALUE;
    }
    int count = 0;
    for (int i = 0; i < one.length(); i++) {
      if (one.charAt(i) != other.charAt(i)) {
        count++;
      }
    }
    return count;
  }
}
