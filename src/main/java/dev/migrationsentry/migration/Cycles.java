package dev.migrationsentry.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the revisions that come before themselves: the strongly connected parts of the graph, by
/// Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972), without recursion,
/// since a history may be thousands of revisions long.
final class Cycles {
  private final RevisionGraph graph;
  private final Map<String, Integer> number = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final Set<String> onPath = new HashSet<>();
  private final List<List<Revision>> found = new ArrayList<>();

  private Cycles(RevisionGraph graph) {
    this.graph = graph;
  }

  static List<List<Revision>> of(RevisionGraph graph) {
    Cycles search = new Cycles(graph);
    for (Revision revision : graph.revisions()) {
      if (!search.number.containsKey(revision.id())) {
        search.visit(revision);
      }
    }
    return search.found;
  }

  private record Frame(Revision revision, Iterator<String> before, boolean itself) {}

  private void visit(Revision root) {
    List<Frame> frames = new ArrayList<>();
    frames.add(enter(root));
    while (!frames.isEmpty()) {
      Frame frame = frames.getLast();
      String id = frame.revision().id();
      if (frame.before().hasNext()) {
        String before = frame.before().next();
        Revision revision = graph.revision(before);
        if (revision != null && !number.containsKey(before)) {
          frames.add(enter(revision));
        } else if (onPath.contains(before)) {
          lowest.merge(id, number.getOrDefault(before, 0), Math::min);
        }
      } else {
        frames.removeLast();
        leave(frame);
        if (!frames.isEmpty()) {
          lowest.merge(frames.getLast().revision().id(), lowest.getOrDefault(id, 0), Math::min);
        }
      }
    }
  }

  private Frame enter(Revision revision) {
    String id = revision.id();
    number.put(id, number.size());
    lowest.put(id, number.size() - 1);
    path.add(id);
    onPath.add(id);
    Set<String> before = graph.before(revision);
    return new Frame(revision, before.iterator(), before.contains(id));
  }

  private void leave(Frame frame) {
    String id = frame.revision().id();
    if (!lowest.getOrDefault(id, 0).equals(number.get(id))) {
      return;
    }
    Set<String> part = new HashSet<>();
    String last;
    do {
      last = path.removeLast();
      onPath.remove(last);
      part.add(last);
    } while (!last.equals(id));
    if (part.size() > 1 || frame.itself()) {
      found.add(
          graph.revisions().stream().filter(revision -> part.contains(revision.id())).toList());
    }
  }
}
