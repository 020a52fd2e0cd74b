package dev.migrationsentry.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A history of migrations, as one runner sees it.
///
/// @param path the folder or folders as shown to people, relative to the checked folder with
///   forward slashes; `.` for the checked folder itself
/// @param runner the program that runs it, and its habits
/// @param migrations in the order in which the runner applies them to an empty database. Migrations
///   that a baseline replaces are not among them
/// @param notes what people have to know
/// @param ignored files beside the migrations that are not part of the history, and why
/// @param reference the state in git to compare with, or null when none was asked for
/// @param graph the revisions with the parents that they name, those that are not replayed
///   included, or null for a runner that goes by the order of names
/// @param beside what else in the project makes tables
public record History(
    String path,
    Runner runner,
    List<Migration> migrations,
    List<Note> notes,
    List<Ignored> ignored,
    @Nullable Reference reference,
    @Nullable RevisionGraph graph,
    List<SchemaSource> beside) {
  /// Copies the lists.
  public History {
    beside = List.copyOf(beside);
    migrations = List.copyOf(migrations);
    notes = List.copyOf(notes);
    ignored = List.copyOf(ignored);
  }

  /// A history beside which nothing else makes tables.
  public History(
      String path,
      Runner runner,
      List<Migration> migrations,
      List<Note> notes,
      List<Ignored> ignored,
      @Nullable Reference reference,
      @Nullable RevisionGraph graph) {
    this(path, runner, migrations, notes, ignored, reference, graph, List.of());
  }

  /// A history whose runner goes by the order of names.
  public History(
      String path,
      Runner runner,
      List<Migration> migrations,
      List<Note> notes,
      List<Ignored> ignored,
      @Nullable Reference reference) {
    this(path, runner, migrations, notes, ignored, reference, null);
  }

  /// Whether there is anything that the runner would look at.
  public boolean isEmpty() {
    return migrations.isEmpty()
        && (graph == null || (graph.revisions().isEmpty() && graph.broken().isEmpty()));
  }

  /// The runner's name, as in `--framework`.
  public String framework() {
    return runner.name();
  }

  /// The ids that no other migration names as its parent: one in a sound history, more when
  /// branches were never merged. Repeatable migrations are no heads.
  public Set<String> heads() {
    if (graph != null) {
      return graph.heads();
    }
    Set<String> heads = new LinkedHashSet<>();
    for (Migration migration : migrations) {
      if (migration.kind() != MigrationKind.REPEATABLE) {
        heads.add(migration.id());
      }
    }
    for (Migration migration : migrations) {
      if (migration.kind() != MigrationKind.REPEATABLE) {
        migration.parents().forEach(heads::remove);
      }
    }
    return heads;
  }

  /// The ids of some migrations and of all that must have run before them.
  public Set<String> upTo(Collection<String> revisions) {
    Map<String, Migration> byId = new HashMap<>();
    migrations.forEach(migration -> byId.put(migration.id(), migration));
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(revisions);
    while (!open.isEmpty()) {
      String id = open.pop();
      Migration migration = byId.get(id);
      if (migration != null && found.add(id)) {
        open.addAll(migration.parents());
        Revision revision = graph == null ? null : graph.revision(id);
        if (revision != null) {
          revision.dependencies().forEach(link -> open.add(link.to()));
        }
      }
    }
    return found;
  }

  /// The revision that people mean.
  ///
  /// @param written an id, or the start of only one
  /// @return its id, or null when there is none or more than one
  public @Nullable String revision(String written) {
    List<String> starting = new ArrayList<>();
    for (Migration migration : migrations) {
      if (migration.id().equals(written)) {
        return written;
      }
      if (migration.id().startsWith(written) && !starting.contains(migration.id())) {
        starting.add(migration.id());
      }
    }
    return starting.size() == 1 ? starting.getFirst() : null;
  }

  /// The groups of migrations that the runner takes for one another, in the order of the history:
  /// the same id, or, for a runner that compares versions number by number, the same version (`1`
  /// and `1.0`).
  public List<List<Migration>> duplicates() {
    Map<Object, List<Migration>> groups = new LinkedHashMap<>();
    for (Migration migration : migrations) {
      boolean byVersion = runner.order() == OrderBy.VERSION && migration.version() != null;
      Object key = byVersion ? migration.version() : migration.id();
      groups.computeIfAbsent(key, asked -> new ArrayList<>()).add(migration);
    }
    return groups.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
  }

  /// Whether a migration is not yet in the reference state; without a reference every migration is
  /// new.
  public boolean isNew(Migration migration) {
    return reference == null || !reference.files().contains(migration.file().path());
  }

  /// The same history, compared with a state in git.
  public History comparedWith(@Nullable Reference other) {
    return new History(path, runner, migrations, notes, ignored, other, graph, beside);
  }

  /// The same history, with what else makes tables.
  public History beside(List<SchemaSource> sources) {
    return new History(path, runner, migrations, notes, ignored, reference, graph, sources);
  }
}
