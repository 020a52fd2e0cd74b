package dev.migrationsentry.rule;

import dev.migrationsentry.migration.BrokenRevision;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;
import java.util.stream.Stream;

/// A file among the revisions can't be loaded, so that the runner stops as a whole.
public final class BrokenRevisionFile implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    return graph == null ? Stream.empty() : graph.broken().stream().map(this::finding);
  }

  private Finding finding(BrokenRevision broken) {
    return new Finding(
        id(),
        severity(),
        "",
        broken.where(),
        broken.title(),
        null,
        broken.seen(),
        broken.effect(),
        broken.safer(),
        List.of(),
        false);
  }
}
