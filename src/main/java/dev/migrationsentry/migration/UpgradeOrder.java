package dev.migrationsentry.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order of `alembic upgrade heads` on an empty database: Alembic walks down from the heads
/// branch by branch and reverses what it met (`RevisionMap._topological_sort` and
/// `_normalize_depends_on` in `alembic/script/revision.py`).
///
/// Where a revision has several dependencies Alembic walks them in the order of a Python set, which
/// differs from run to run; here it is the order in which they are written.
final class UpgradeOrder {
  private final Map<String, Revision> revisions = new LinkedHashMap<>();
  private final Map<String, Integer> position = new HashMap<>();
  private final Map<String, List<String>> dependencies = new HashMap<>();
  private final Map<String, List<String>> down = new HashMap<>();

  private UpgradeOrder(RevisionGraph graph, Set<String> without) {
    for (Revision revision : graph.revisions()) {
      if (!without.contains(revision.id())) {
        position.put(revision.id(), position.size());
        revisions.put(revision.id(), revision);
        List<String> resolved = new ArrayList<>();
        for (Link dependency : revision.dependencies()) {
          Revision target = graph.named(dependency.to());
          if (target != null) {
            resolved.add(target.id());
          }
        }
        dependencies.put(revision.id(), resolved);
      }
    }
    for (Revision revision : revisions.values()) {
      Set<String> all = new LinkedHashSet<>(revision.parentIds());
      all.addAll(normalized(revision));
      down.put(revision.id(), List.copyOf(all));
    }
  }

  static List<Revision> of(RevisionGraph graph, Set<String> without) {
    UpgradeOrder upgrade = new UpgradeOrder(graph, without);
    List<Revision> order = new ArrayList<>();
    for (String id : upgrade.newestFirst().reversed()) {
      Revision revision = graph.revision(id);
      if (revision != null) {
        order.add(revision);
      }
    }
    return order;
  }

  /// The dependencies of a revision without those that a revision before it names already.
  private Set<String> normalized(Revision revision) {
    Set<String> kept = new LinkedHashSet<>(dependencies.getOrDefault(revision.id(), List.of()));
    if (kept.isEmpty()) {
      return kept;
    }
    Set<String> seen = new HashSet<>(Set.of(revision.id()));
    List<String> open = new ArrayList<>(revision.parentIds());
    while (!open.isEmpty()) {
      String id = open.removeLast();
      Revision before = revisions.get(id);
      if (before != null && seen.add(id)) {
        dependencies.getOrDefault(id, List.of()).forEach(kept::remove);
        open.addAll(before.parentIds());
      }
    }
    return kept;
  }

  private Set<String> ancestors(String id) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      String at = open.removeLast();
      if (seen.add(at)) {
        open.addAll(down.getOrDefault(at, List.of()));
      }
    }
    return seen;
  }

  /// The heads that nothing names, as a parent or as a dependency: `alembic upgrade heads` starts
  /// from them.
  private List<String> heads() {
    Set<String> heads = new LinkedHashSet<>(revisions.keySet());
    for (Revision revision : revisions.values()) {
      revision.parentIds().forEach(heads::remove);
      dependencies.getOrDefault(revision.id(), List.of()).forEach(heads::remove);
    }
    return new ArrayList<>(heads);
  }

  private List<String> newestFirst() {
    Set<String> todo = new HashSet<>(revisions.keySet());
    List<String> heads = heads();
    List<Set<String>> pasts = new ArrayList<>();
    heads.forEach(head -> pasts.add(ancestors(head)));
    List<String> output = new ArrayList<>();
    int at = 0;
    while (!heads.isEmpty()) {
      String candidate = heads.get(at);
      int later = following(candidate, at, pasts);
      if (later >= 0) {
        at = later;
        continue;
      }
      if (todo.remove(candidate)) {
        output.add(candidate);
      }
      List<String> next = new ArrayList<>();
      for (String id : down.getOrDefault(candidate, List.of())) {
        if (todo.contains(id) && !heads.contains(id)) {
          next.add(id);
        }
      }
      if (next.isEmpty()) {
        heads.remove(at);
        pasts.remove(at);
        at = Math.max(at - 1, 0);
        continue;
      }
      heads.set(at, next.getFirst());
      Revision revision = revisions.get(candidate);
      if (revision != null
          && revision.parents().size() == 1
          && down.getOrDefault(candidate, List.of()).size() == 1) {
        // Plain movement down a line: the past of the next one is the same without this one.
        pasts.get(at).remove(candidate);
      } else {
        pasts.set(at, ancestors(next.getFirst()));
      }
      for (String id : next.subList(1, next.size())) {
        heads.add(id);
        pasts.add(ancestors(id));
      }
    }
    return output;
  }

  /// The first other head that comes after a candidate, or -1: it has to be walked first.
  private static int following(String candidate, int at, List<Set<String>> pasts) {
    for (int i = 0; i < pasts.size(); i++) {
      if (i != at && pasts.get(i).contains(candidate)) {
        return i;
      }
    }
    return -1;
  }
}
