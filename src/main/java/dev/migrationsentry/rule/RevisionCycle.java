package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Revisions come before themselves.
public final class RevisionCycle implements Rule.HistoryRule {
  /// How many revisions of a cycle are named.
  private static final int SHOWN = 6;

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    return graph == null ? Stream.empty() : graph.cycles().stream().map(this::finding);
  }

  private Finding finding(List<Revision> cycle) {
    Revision first = cycle.getFirst();
    Set<String> ids =
        cycle.stream().map(Revision::id).collect(Collectors.toCollection(TreeSet::new));
    List<Related> related = new ArrayList<>();
    for (Revision other : cycle.subList(1, Math.min(SHOWN, cycle.size()))) {
      related.add(new Related(other.title(), into(other, ids), "is part of the circle"));
    }
    boolean alone = cycle.size() == 1;
    String titles =
        Branches.listed(cycle.stream().limit(SHOWN).map(Revision::title).toList())
            + (cycle.size() > SHOWN ? " and " + (cycle.size() - SHOWN) + " more" : "");
    return new Finding(
        id(),
        severity(),
        "",
        into(first, ids),
        first.title(),
        null,
        alone
            ? titles + " names itself as what comes before it."
            : "The revisions " + titles + " come before each other in a circle.",
        "None of them can be first. Alembic stops with \""
            + (alone ? "Self-loop" : "Cycle")
            + " is detected in revisions ("
            + String.join(", ", ids)
            + ")\", or goes round without end.",
        "Set down_revision of the one that was written first to the revision that was the head then.",
        related,
        false);
  }

  /// The place where a revision names another one of the cycle.
  private static Span into(Revision revision, Set<String> cycle) {
    return Stream.concat(revision.parents().stream(), revision.dependencies().stream())
        .filter(link -> cycle.contains(link.to()))
        .map(Link::where)
        .findFirst()
        .orElse(revision.where());
  }
}
