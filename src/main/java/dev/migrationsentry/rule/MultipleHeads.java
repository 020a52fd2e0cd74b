package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Reference;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The history ends in several revisions that nothing joins.
public final class MultipleHeads implements Rule.TimelineRule {
  /// How many objects are named.
  private static final int SHOWN = 5;

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    History history = timeline.history();
    RevisionGraph graph = history.graph();
    if (graph == null) {
      return Stream.empty();
    }
    List<Revision> heads = graph.unjoinedHeads();
    return heads.isEmpty() ? Stream.empty() : Stream.of(finding(timeline, graph, heads));
  }

  private Finding finding(Timeline timeline, RevisionGraph graph, List<Revision> heads) {
    Reference reference = timeline.history().reference();
    Revision place = place(heads, reference);
    List<String> ids = heads.stream().map(Revision::id).toList();
    List<Related> related = new ArrayList<>();
    for (Revision head : heads) {
      if (head != place) {
        related.add(new Related(head.title(), head.where(), "is a head too"));
      }
    }
    List<String> forks = new ArrayList<>();
    for (String fork : graph.forks(ids)) {
      Revision revision = graph.revision(fork);
      if (revision != null) {
        forks.add(Branches.named(revision));
        related.add(new Related(revision.title(), revision.where(), "is where they part"));
      }
    }
    return new Finding(
        id(),
        Branches.severity(severity(), graph),
        "",
        place.where(),
        place.title(),
        null,
        "The history "
            + (reference == null ? "" : "together with " + reference.name() + " ")
            + "has "
            + heads.size()
            + " heads: "
            + Branches.listed(heads.stream().map(Branches::named).toList())
            + (forks.isEmpty() ? "" : ". They part after " + Branches.listed(forks))
            + "."
            + Branches.doubt(graph),
        "\"alembic upgrade head\" applies nothing: it answers \"Multiple head revisions are present"
            + " for given argument 'head'\". "
            + sharing(timeline, ids),
        "Join them with a revision that has all of them as its parents: \"migration-sentry fix heads"
            + " --write\" writes it. Where one of them has run nowhere yet, its down_revision may name"
            + " the other one instead.",
        related,
        false);
  }

  /// The head that people look at: one that is new where a branch is compared.
  private static Revision place(List<Revision> heads, @Nullable Reference reference) {
    for (Revision head : heads.reversed()) {
      if (reference != null && !reference.files().contains(head.path())) {
        return head;
      }
    }
    return heads.getLast();
  }

  /// Whether the branches touch the same objects, as a sentence.
  private static String sharing(Timeline timeline, List<String> heads) {
    Touched touched = Touched.by(timeline);
    Set<String> shared = touched.shared(heads);
    if (!shared.isEmpty()) {
      List<String> names = new ArrayList<>(shared).subList(0, Math.min(SHOWN, shared.size()));
      return "More than one side touches "
          + Branches.listed(names)
          + (shared.size() > SHOWN ? " and " + (shared.size() - SHOWN) + " more" : "")
          + ": look at what both do before you join them.";
    }
    return touched.isComplete(heads)
        ? "No object is touched by more than one side, so that a plain merge revision is enough."
        : "What the sides touch is not fully known.";
  }
}
