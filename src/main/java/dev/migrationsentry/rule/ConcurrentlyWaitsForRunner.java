package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A CONCURRENTLY waits for all older transactions, and its runner keeps one open until it is done.
public final class ConcurrentlyWaitsForRunner implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    String remedy = timeline.history().runner().holding();
    if (remedy.isEmpty()
        || step.outcome() instanceof Outcome.Fails
        || !waitsForAll(step.statement())) {
      return Stream.empty();
    }
    String runner = timeline.history().runner().title();
    return Stream.of(
        new Finding(
            id(),
            severity(),
            timeline.world().name(),
            step.statement().span(),
            step.migration().title(),
            null,
            "This waits until every older transaction has ended, and "
                + runner
                + " holds one open on another connection until its migrations are done.",
            "Neither ends: the deploy hangs, and an invalid index stays behind when it is stopped. A setting that is not in these files may have turned it off.",
            remedy.substring(0, 1).toUpperCase(Locale.ROOT) + remedy.substring(1) + ".",
            List.of(),
            false));
  }

  /// `DROP INDEX CONCURRENTLY` waits only for those who use the table.
  private static boolean waitsForAll(Statement statement) {
    return switch (statement) {
      case IndexStatement.CreateIndex create -> create.concurrently();
      case IndexStatement.Reindex reindex -> reindex.concurrently();
      default -> false;
    };
  }
}
