package dev.migrationsentry.rule;

import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All rows of a table are removed.
public final class Truncate implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (RunsAtEveryStart.isWithoutLedger(timeline)) {
      return Stream.empty(); // That rule says more of it.
    }
    List<Statement> statements = new ArrayList<>(Nested.statements(step.statement()));
    statements.add(step.statement());
    return statements.stream()
        .filter(DataStatement.Truncate.class::isInstance)
        .map(DataStatement.Truncate.class::cast)
        .map(truncate -> finding(truncate, step, timeline));
  }

  private Finding finding(DataStatement.Truncate truncate, Step step, Timeline timeline) {
    String tables = String.join(", ", truncate.tables().stream().map(Object::toString).toList());
    String cascade =
        truncate.behavior() == Behavior.CASCADE
            ? " CASCADE empties every table with a foreign key to it as well."
            : "";
    return Losses.finding(
        this,
        step,
        timeline,
        "TRUNCATE removes all rows of " + tables + "." + cascade,
        "The rows are gone for good, and the table is locked against every reader until the transaction ends.",
        "Delete what has to go by a condition, in batches; or say why all rows may go: -- migration-sentry: allow truncate REASON.");
  }
}
