package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The condition of an UPDATE or DELETE can't hold for any row, whatever the table contains.
public final class UpdateThatMatchesNothing implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (step.outcome() instanceof Outcome.Fails
        || timeline.history().runner().records(step.statement())) {
      return Stream.empty();
    }
    return switch (step.statement()) {
      case DataStatement.Update update ->
          check(
              step,
              timeline,
              update.table(),
              update.only(),
              update.alias(),
              update.from().isEmpty(),
              update.where());
      case DataStatement.Delete delete ->
          check(
              step,
              timeline,
              delete.table(),
              delete.only(),
              delete.alias(),
              delete.using().isEmpty(),
              delete.where());
      default -> Stream.empty();
    };
  }

  private Stream<Finding> check(
      Step step,
      Timeline timeline,
      QualifiedName name,
      boolean only,
      @Nullable Name alias,
      boolean alone,
      @Nullable Expression where) {
    Table table = Tables.named(step.before(), name);
    if (where == null
        || table == null
        || step.before().schema().uncertainty(table.name()) != null
        || hasOtherRows(step, table, only)) {
      return Stream.empty();
    }
    ColumnFacts facts =
        new ColumnFacts(
            step.before().schema(), table, alias == null ? null : alias.stored(), alone);
    ImpossibleCondition.Reason reason = new ImpossibleCondition(facts).neverTrue(where);
    return reason == null || expectsOtherShape(step, timeline, table, reason.column())
        ? Stream.empty()
        : Stream.of(finding(step, timeline, table, reason));
  }

  /// Whether rows of tables that inherit from this one are meant too: what holds for its columns
  /// need not hold for theirs.
  private static boolean hasOtherRows(Step step, Table table, boolean only) {
    return !only
        && step.before().schema().children(table.id()).stream()
            .anyMatch(child -> child.partitionOf() != table.id());
  }

  /// Whether the same migration adds the column with IF NOT EXISTS, and it is there: then the
  /// migration is meant for databases in which the column may look different as well.
  private static boolean expectsOtherShape(
      Step step, Timeline timeline, Table table, @Nullable String column) {
    for (Trace earlier : timeline.inMigrationOf(step)) {
      boolean skipped =
          earlier.changes().stream()
              .anyMatch(change ->
                  change instanceof Change.Skipped skip
                      && skip.kind() == ObjectKind.COLUMN
                      && skip.id() == table.id()
                      && Losses.plain(skip.object()).equals(column));
      if (skipped) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(
      Step step, Timeline timeline, Table table, ImpossibleCondition.Reason reason) {
    boolean update = step.statement() instanceof DataStatement.Update;
    String column = reason.column();
    List<Introductions.Introduction> declared =
        column == null
            ? List.of()
            : Later.notThan(
                step, timeline, timeline.introductions().ofColumn(List.of(table.name()), column));
    boolean harmless = reason.cause() == ImpossibleCondition.Cause.REQUIRED_COLUMN;
    String verb = update ? "changes" : "deletes";
    return new Finding(
        id(),
        harmless ? Severity.NOTE : severity(),
        timeline.world().name(),
        reason.at().span(),
        step.migration().title(),
        null,
        "This "
            + (update ? "UPDATE" : "DELETE")
            + " "
            + verb
            + " no row of "
            + table.name()
            + ": "
            + reason.why()
            + ".",
        harmless
            ? "It does no harm and is not what makes a deploy fail; it only looks as if it did something."
            : "It passes everywhere, and what it was meant to do is not done.",
        reason.instead(),
        column == null || declared.isEmpty()
            ? List.of()
            : Later.related(
                declared.subList(declared.size() - 1, declared.size()), "declares " + column),
        false);
  }
}
