package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A DROP … CASCADE takes whatever depends on the object with it.
public final class DropCascade implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    List<Statement> statements = new ArrayList<>(Nested.statements(step.statement()));
    statements.add(step.statement());
    if (statements.stream().noneMatch(DropCascade::cascades)) {
      return Stream.empty();
    }
    List<String> gone = new ArrayList<>();
    for (Change change : step.changes()) {
      if (change instanceof Change.Dropped dropped && dropped.cascaded()) {
        String column = dropped.column() == null ? "" : "." + dropped.column();
        gone.add(dropped.kind().words() + " " + dropped.object() + column);
      }
    }
    String seen =
        gone.isEmpty()
            ? "CASCADE drops whatever depends on this; in this history nothing does."
            : "CASCADE also drops " + String.join(", ", gone) + ".";
    return Stream.of(
        Losses.finding(
            this,
            step,
            timeline,
            seen,
            "What else depends on it in production (views, foreign keys, hand-made objects) goes too, without a word in the log.",
            "Leave CASCADE out, and drop what depends on it by name."));
  }

  private static boolean cascades(Statement statement) {
    return switch (statement) {
      case ObjectStatement.Drop drop -> drop.behavior() == Behavior.CASCADE;
      case AlterTable alter ->
          alter.actions().stream()
              .anyMatch(action ->
                  (action instanceof AlterTable.DropColumn column
                          && column.behavior() == Behavior.CASCADE)
                      || (action instanceof AlterTable.DropConstraint constraint
                          && constraint.behavior() == Behavior.CASCADE));
      default -> false;
    };
  }
}
