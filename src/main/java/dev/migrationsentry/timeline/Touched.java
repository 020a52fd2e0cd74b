package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which objects of the database the branches of a history touch.
public final class Touched {
  private final RevisionGraph graph;
  private final Map<String, Set<String>> byRevision = new HashMap<>();
  private final Set<String> uncertain = new HashSet<>();

  private Touched(RevisionGraph graph) {
    this.graph = graph;
  }

  /// What the migrations of a replay touch.
  ///
  /// @throws IllegalArgumentException when the history has no graph
  public static Touched by(Timeline timeline) {
    RevisionGraph graph = timeline.history().graph();
    if (graph == null) {
      throw new IllegalArgumentException("a history in the order of names has no branches");
    }
    Touched touched = new Touched(graph);
    for (Migration migration : timeline.history().migrations()) {
      if (migration.unreadable() != null) {
        touched.uncertain.add(migration.id());
      }
    }
    timeline.world().applied().forEach(sent -> touched.uncertain.add(sent.migration().id()));
    for (Trace step : timeline.steps()) {
      String id = step.migration().id();
      if (timeline.history().runner().records(step.statement())) {
        continue;
      }
      Set<String> objects = touched.byRevision.computeIfAbsent(id, asked -> new TreeSet<>());
      if (step.fate() != Trace.Fate.WORKS) {
        touched.uncertain.add(id);
        // A statement that fails shows what it meant to bring in: often what both sides bring in.
        Introductions.by(step.statement()).forEach(one -> objects.addAll(named(one)));
      }
      // What comes with a new table, such as its keys and sequences, says nothing more.
      boolean table = step.changes().stream().anyMatch(Touched::isNewTable);
      for (Change change : step.changes()) {
        if (table && change instanceof Change.Created && !isNewTable(change)) {
          continue;
        }
        String object = shown(change.object());
        objects.add(object);
        String column = column(change);
        if (column != null) {
          objects.add(object + "." + column);
        }
      }
    }
    return touched;
  }

  private static boolean isNewTable(Change change) {
    return change instanceof Change.Created created && created.kind() == ObjectKind.TABLE;
  }

  private static List<String> named(Introductions.Introduction one) {
    String table = one.table();
    return table == null ? List.of(one.name()) : List.of(table, table + "." + one.name());
  }

  private static String shown(String object) {
    return object.startsWith("public.") ? object.substring("public.".length()) : object;
  }

  private static @Nullable String column(Change change) {
    return switch (change) {
      case Change.Created created -> created.column();
      case Change.Dropped dropped -> dropped.column();
      case Change.Renamed renamed -> renamed.column();
      case Change.Altered altered -> altered.column();
      case Change.Skipped ignored -> null;
      case Change.RowsChanged ignored -> null;
    };
  }

  /// The objects that a revision touches, by the names they had then, without the schema `public`.
  public Set<String> by(String id) {
    return byRevision.getOrDefault(id, Set.of());
  }

  /// The objects that the branch of one head touches and the others have not in their past.
  public Set<String> onlyOn(String head, Collection<String> heads) {
    Set<String> objects = new LinkedHashSet<>();
    for (Revision revision : graph.onlyOn(head, heads)) {
      objects.addAll(by(revision.id()));
    }
    return objects;
  }

  /// The objects that more than one branch touches; where columns are shared, only those and not
  /// their table.
  public Set<String> shared(Collection<String> heads) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String head : heads) {
      onlyOn(head, heads).forEach(object -> counts.merge(object, 1, Integer::sum));
    }
    counts.values().removeIf(count -> count < 2);
    Set<String> shared = new TreeSet<>(counts.keySet());
    shared.removeIf(
        object -> counts.keySet().stream().anyMatch(other -> other.startsWith(object + ".")));
    return shared;
  }

  /// Whether all is known of what the branches touch.
  public boolean isComplete(Collection<String> heads) {
    if (!graph.unordered().isEmpty()) {
      return false;
    }
    for (String head : heads) {
      List<Revision> own = graph.onlyOn(head, heads);
      if (own.stream().anyMatch(revision -> uncertain.contains(revision.id()))) {
        return false;
      }
    }
    return true;
  }
}
