package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;
import java.util.List;

/// One file's place in a graph of revisions, as the file itself states it.
///
/// @param id what the runner records when it has run
/// @param title what people know it by: the name of its file
/// @param summary what its author says that it does, on one line; empty where nothing is said
/// @param parents what must have run directly before: none for a root, several for a merge
/// @param dependencies what must have run before without being a parent (Alembic's `depends_on`)
/// @param labels the names of the branch that begins here (Alembic's `branch_labels`)
/// @param where the place of the id
/// @param unresolved those of its values that only a run of the file would show
public record Revision(
    String id,
    String title,
    String summary,
    List<Link> parents,
    List<Link> dependencies,
    List<String> labels,
    Span where,
    List<Unresolved> unresolved) {
  /// Copies the lists.
  public Revision {
    parents = List.copyOf(parents);
    dependencies = List.copyOf(dependencies);
    labels = List.copyOf(labels);
    unresolved = List.copyOf(unresolved);
  }

  /// The ids of the parents.
  public List<String> parentIds() {
    return parents.stream().map(Link::to).toList();
  }

  /// The path of its file, relative to the checked folder.
  public String path() {
    return where.file().path();
  }
}
