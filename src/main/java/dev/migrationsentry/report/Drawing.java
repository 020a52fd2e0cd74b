package dev.migrationsentry.report;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.migration.Unresolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A history as a picture shows it: its migrations from the oldest to the newest one, and the lines
/// between them.
///
/// @param path the folder as shown to people
/// @param runner the runner's name as its makers write it
/// @param nodes from the oldest to the newest one, parents before what follows them
/// @param missing files that have no place in the picture: no usable revisions, or such whose id
///   only a run shows
public record Drawing(String path, String runner, List<Node> nodes, List<String> missing) {
  /// Copies the lists.
  public Drawing {
    nodes = List.copyOf(nodes);
    missing = List.copyOf(missing);
  }

  /// A migration.
  ///
  /// @param title what it does, or the name of its file
  /// @param labels the names of the branches that begin here
  /// @param parents the places of its parents in the list
  /// @param marks what else is to be said: `head`, `root`, `branch point`, `merge`, `names the
  ///   missing 1a2b`
  public record Node(
      String id, String title, List<String> labels, List<Integer> parents, List<Mark> marks) {
    /// Copies the lists.
    public Node {
      labels = List.copyOf(labels);
      parents = List.copyOf(parents);
      marks = List.copyOf(marks);
    }

    boolean is(Mark.Kind kind) {
      return marks.stream().anyMatch(mark -> mark.kind() == kind);
    }
  }

  /// Something said of a migration.
  record Mark(Kind kind, String text) {
    enum Kind {
      HEAD,
      ROOT,
      BRANCH_POINT,
      MERGE,
      DEPENDENCY,
      WRONG
    }
  }

  /// The picture of a history.
  public static Drawing of(History history) {
    RevisionGraph graph = history.graph();
    List<String> missing = new ArrayList<>();
    if (graph != null) {
      graph.broken().forEach(broken -> missing.add(broken.where().file().path()));
      for (Unresolved unresolved : graph.unresolved()) {
        if (unresolved.name().equals("revision")) {
          missing.add(unresolved.where().file().path());
        }
      }
    }
    return new Drawing(
        history.path(),
        history.runner().title(),
        graph == null ? line(history.migrations()) : new Branched(graph).nodes(),
        missing);
  }

  /// A history in the order of names is one line; what is repeated stands outside of it.
  private static List<Node> line(List<Migration> migrations) {
    List<Node> nodes = new ArrayList<>();
    int last = -1;
    for (Migration migration : migrations) {
      boolean repeatable = migration.kind() == MigrationKind.REPEATABLE;
      List<Mark> marks = new ArrayList<>();
      if (repeatable) {
        marks.add(new Mark(Mark.Kind.DEPENDENCY, "repeatable"));
      } else if (last < 0) {
        marks.add(new Mark(Mark.Kind.ROOT, "root"));
      }
      nodes.add(
          new Node(
              migration.id(),
              migration.title(),
              List.of(),
              repeatable || last < 0 ? List.of() : List.of(last),
              marks));
      last = repeatable ? last : nodes.size() - 1;
    }
    if (last >= 0) {
      Node head = nodes.get(last);
      List<Mark> marks = new ArrayList<>(List.of(new Mark(Mark.Kind.HEAD, "head")));
      marks.addAll(head.marks());
      nodes.set(last, new Node(head.id(), head.title(), head.labels(), head.parents(), marks));
    }
    return nodes;
  }

  /// Puts the revisions of a graph in an order in which also those can be drawn that no upgrade
  /// reaches.
  private static final class Branched {
    private final RevisionGraph graph;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> shadowed = new HashMap<>();
    private final Set<String> heads;

    Branched(RevisionGraph graph) {
      this.graph = graph;
      this.heads = graph.heads();
      for (List<Revision> same : graph.duplicates()) {
        List<String> others =
            same.subList(0, same.size() - 1).stream().map(Revision::title).toList();
        shadowed.put(same.getLast().id(), String.join(", ", others));
      }
    }

    List<Node> nodes() {
      List<Revision> revisions = new ArrayList<>(graph.order());
      Set<String> drawn = new HashSet<>();
      revisions.forEach(revision -> drawn.add(revision.id()));
      List<Revision> open =
          new ArrayList<>(
              graph.revisions().stream().filter(one -> !drawn.contains(one.id())).toList());
      while (!open.isEmpty()) {
        // In a circle nothing is first: then the one that is loaded first breaks it.
        Revision next =
            open.stream()
                .filter(one ->
                    one.parentIds().stream()
                        .allMatch(id -> drawn.contains(id) || graph.revision(id) == null))
                .findFirst()
                .orElse(open.getFirst());
        open.remove(next);
        drawn.add(next.id());
        revisions.add(next);
      }
      for (Revision revision : revisions) {
        places.put(revision.id(), places.size());
      }
      return revisions.stream().map(this::node).toList();
    }

    private Node node(Revision revision) {
      int place = places.getOrDefault(revision.id(), 0);
      List<Integer> parents = new ArrayList<>();
      List<Mark> marks = new ArrayList<>();
      if (heads.contains(revision.id())) {
        marks.add(new Mark(Mark.Kind.HEAD, "head"));
      }
      if (graph.isBranchPoint(revision.id())) {
        marks.add(new Mark(Mark.Kind.BRANCH_POINT, "branch point"));
      }
      if (graph.isMerge(revision.id())) {
        marks.add(new Mark(Mark.Kind.MERGE, "merge"));
      }
      if (revision.parents().isEmpty() && revision.unresolved().isEmpty()) {
        marks.add(new Mark(Mark.Kind.ROOT, "root"));
      }
      for (Link parent : revision.parents()) {
        Integer at = places.get(parent.to());
        if (at == null) {
          marks.add(new Mark(Mark.Kind.WRONG, "follows " + parent.to() + ", which is missing"));
        } else if (at >= place) {
          marks.add(new Mark(Mark.Kind.WRONG, "follows " + parent.to() + " in a circle"));
        } else if (!parents.contains(at)) {
          parents.add(at);
        }
      }
      for (Link dependency : revision.dependencies()) {
        marks.add(new Mark(Mark.Kind.DEPENDENCY, "depends on " + dependency.to()));
      }
      if (!revision.unresolved().isEmpty()) {
        marks.add(
            new Mark(
                Mark.Kind.WRONG, revision.unresolved().getFirst().name() + " known at run time"));
      }
      String hidden = shadowed.get(revision.id());
      if (hidden != null) {
        marks.add(new Mark(Mark.Kind.WRONG, "hides " + hidden + ", which has the same id"));
      }
      String title = revision.summary().isEmpty() ? revision.title() : revision.summary();
      return new Node(revision.id(), title, revision.labels(), parents, marks);
    }
  }
}
