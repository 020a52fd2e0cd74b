package dev.migrationsentry.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The graph that the revisions of a history form by naming their parents.
///
/// Where several files claim one id, the one that is loaded last takes part in the graph, at the
/// place of the first one, as in Alembic's map of revisions (`RevisionMap` in
/// `alembic/script/revision.py`).
public final class RevisionGraph {
  private final List<Revision> files;
  private final List<BrokenRevision> broken;
  private final List<Unresolved> unresolved;
  private final Map<String, Revision> byId = new LinkedHashMap<>();
  private final Map<String, Revision> byLabel = new LinkedHashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private @Nullable List<Revision> order;
  private @Nullable Set<String> unordered;

  private RevisionGraph(
      List<Revision> files, List<BrokenRevision> broken, List<Unresolved> unresolved) {
    this.files = List.copyOf(files);
    this.broken = List.copyOf(broken);
    this.unresolved = List.copyOf(unresolved);
    for (Revision revision : files) {
      byId.put(revision.id(), revision);
    }
    for (Revision revision : byId.values()) {
      revision.labels().forEach(label -> byLabel.putIfAbsent(label, revision));
      for (String parent : new LinkedHashSet<>(revision.parentIds())) {
        children.computeIfAbsent(parent, asked -> new ArrayList<>()).add(revision.id());
      }
    }
  }

  /// The graph of revisions.
  ///
  /// @param files in the order in which the runner loads them
  /// @param broken files that are no usable revisions
  /// @param unresolved ids that are not known, so that their files take no part in the graph
  public static RevisionGraph of(
      List<Revision> files, List<BrokenRevision> broken, List<Unresolved> unresolved) {
    return new RevisionGraph(files, broken, unresolved);
  }

  /// The files that take part, in the order in which the runner loads them.
  public Collection<Revision> revisions() {
    return byId.values();
  }

  /// Files among the revisions that are none.
  public List<BrokenRevision> broken() {
    return broken;
  }

  /// Every value that only a run of a file would show. While there is one, what the graph says of
  /// heads, roots and missing revisions may be wrong.
  public List<Unresolved> unresolved() {
    List<Unresolved> all = new ArrayList<>(unresolved);
    files.forEach(revision -> all.addAll(revision.unresolved()));
    return all;
  }

  /// Whether all ids and parents are known.
  public boolean isCertain() {
    return unresolved.isEmpty()
        && files.stream().allMatch(revision -> revision.unresolved().isEmpty());
  }

  /// The revision of an id, or null.
  public @Nullable Revision revision(String id) {
    return byId.get(id);
  }

  /// The revision that is meant where one is named as a dependency: by id or by branch label.
  @Nullable Revision named(String idOrLabel) {
    Revision revision = byId.get(idOrLabel);
    return revision != null ? revision : byLabel.get(idOrLabel);
  }

  /// The files that claim one id, in the order in which they are loaded: the last one wins.
  public List<List<Revision>> duplicates() {
    Map<String, List<Revision>> groups = new LinkedHashMap<>();
    for (Revision revision : files) {
      groups.computeIfAbsent(revision.id(), asked -> new ArrayList<>()).add(revision);
    }
    return groups.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
  }

  /// The ids that no revision names as its parent.
  public Set<String> heads() {
    Set<String> heads = new LinkedHashSet<>();
    for (String id : byId.keySet()) {
      if (!children.containsKey(id)) {
        heads.add(id);
      }
    }
    return heads;
  }

  /// The ids of the revisions without parents.
  public Set<String> roots() {
    Set<String> roots = new LinkedHashSet<>();
    for (Revision revision : byId.values()) {
      if (revision.parents().isEmpty()) {
        roots.add(revision.id());
      }
    }
    return roots;
  }

  /// The ids of the revisions that name a revision as their parent, in the order of loading.
  public List<String> children(String id) {
    return List.copyOf(children.getOrDefault(id, List.of()));
  }

  /// Whether a revision has several parents.
  public boolean isMerge(String id) {
    Revision revision = byId.get(id);
    return revision != null && revision.parents().size() > 1;
  }

  /// Whether several revisions name this one as their parent.
  public boolean isBranchPoint(String id) {
    return children.getOrDefault(id, List.of()).size() > 1;
  }

  /// A reference to a revision that no file defines.
  ///
  /// @param revision who names it
  /// @param link the place
  public record Missing(Revision revision, Link link) {}

  /// The references to parents and dependencies that no file defines.
  public List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    for (Revision revision : byId.values()) {
      for (Link parent : revision.parents()) {
        if (!byId.containsKey(parent.to())) {
          missing.add(new Missing(revision, parent));
        }
      }
      for (Link dependency : revision.dependencies()) {
        if (named(dependency.to()) == null) {
          missing.add(new Missing(revision, dependency));
        }
      }
    }
    return missing;
  }

  /// The groups of revisions that come before themselves; inside of a group in the order of
  /// loading.
  public List<List<Revision>> cycles() {
    return Cycles.of(this);
  }

  /// What must have run before a revision: its parents and dependencies, where files define them.
  Set<String> before(Revision revision) {
    Set<String> before = new LinkedHashSet<>();
    for (Link parent : revision.parents()) {
      if (byId.containsKey(parent.to())) {
        before.add(parent.to());
      }
    }
    for (Link dependency : revision.dependencies()) {
      Revision target = named(dependency.to());
      if (target != null) {
        before.add(target.id());
      }
    }
    return before;
  }

  /// A revision and everything that it follows by its parents, without dependencies.
  public Set<String> ancestors(String id) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      Revision revision = byId.get(open.removeLast());
      if (revision != null && seen.add(revision.id())) {
        open.addAll(revision.parentIds());
      }
    }
    return seen;
  }

  /// The branch labels that reach a revision: those of the revisions that it follows, and those
  /// that begin further up on its own unbranched line (`RevisionMap._add_branches`).
  public Set<String> labels(String id) {
    Set<String> labels = new LinkedHashSet<>();
    for (String ancestor : ancestors(id)) {
      Revision revision = byId.get(ancestor);
      if (revision != null) {
        labels.addAll(revision.labels());
      }
    }
    Set<String> seen = new HashSet<>();
    String at = id;
    while (seen.add(at) && !isBranchPoint(at) && children(at).size() == 1) {
      at = children(at).getFirst();
      Revision next = byId.get(at);
      if (next == null || isMerge(at)) {
        break;
      }
      labels.addAll(next.labels());
    }
    return labels;
  }

  /// The revisions in which several ones have their last common past: those that all of them
  /// follow, without the ones that come before another such revision. Empty when they have nothing
  /// in common.
  public Set<String> forks(Collection<String> ids) {
    Set<String> common = null;
    for (String id : ids) {
      Set<String> ancestors = ancestors(id);
      if (common == null) {
        common = ancestors;
      } else {
        common.retainAll(ancestors);
      }
    }
    if (common == null) {
      return Set.of();
    }
    Set<String> last = new LinkedHashSet<>(common);
    for (String id : common) {
      Revision revision = byId.get(id);
      if (revision != null) {
        revision.parentIds().forEach(last::remove);
      }
    }
    return last;
  }

  /// The heads that somebody has to join, at least two of them or none: those that no branch label
  /// of their own tells apart from the others, since labelled branches are meant to stand side by
  /// side, and without those that only end a piece whose beginning is missing.
  public List<Revision> unjoinedHeads() {
    List<String> ids = new ArrayList<>(heads());
    for (String head : ids.stream().filter(unordered()::contains).toList()) {
      boolean apart =
          ids.stream()
              .noneMatch(other -> !other.equals(head) && !forks(List.of(head, other)).isEmpty());
      if (apart) {
        ids.remove(head);
      }
    }
    List<Revision> found = new ArrayList<>();
    for (String id : ids) {
      Set<String> own = labels(id);
      for (String other : ids) {
        if (!other.equals(id)) {
          own.removeAll(labels(other));
        }
      }
      Revision revision = byId.get(id);
      if (own.isEmpty() && revision != null) {
        found.add(revision);
      }
    }
    return found.size() > 1 ? found : List.of();
  }

  /// The revisions that one head has and the others have not, in the order of an upgrade.
  public List<Revision> onlyOn(String head, Collection<String> heads) {
    Set<String> own = ancestors(head);
    for (String other : heads) {
      if (!other.equals(head)) {
        own.removeAll(ancestors(other));
      }
    }
    return order().stream().filter(revision -> own.contains(revision.id())).toList();
  }

  /// The revisions in the order in which `upgrade heads` runs them on an empty database; without
  /// those of [#unordered()].
  public List<Revision> order() {
    List<Revision> known = order;
    if (known == null) {
      known = UpgradeOrder.of(this, unordered());
      order = known;
    }
    return known;
  }

  /// The ids that have no place in the order: those that name a missing revision, are part of a
  /// cycle or name their parents at run time, and everything that follows one of them.
  public Set<String> unordered() {
    Set<String> known = unordered;
    if (known == null) {
      known = findUnordered();
      unordered = known;
    }
    return known;
  }

  private Set<String> findUnordered() {
    Map<String, List<String>> followers = new HashMap<>();
    for (Revision revision : byId.values()) {
      for (String before : before(revision)) {
        followers.computeIfAbsent(before, asked -> new ArrayList<>()).add(revision.id());
      }
    }
    List<String> open = new ArrayList<>();
    missing().forEach(missing -> open.add(missing.revision().id()));
    cycles().forEach(cycle -> cycle.forEach(revision -> open.add(revision.id())));
    for (Revision revision : byId.values()) {
      if (!revision.unresolved().isEmpty()) {
        open.add(revision.id());
      }
    }
    Set<String> found = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String id = open.removeLast();
      if (found.add(id)) {
        open.addAll(followers.getOrDefault(id, List.of()));
      }
    }
    return found;
  }
}
