package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A required column without default is added to a table that has rows, here or in production.
public final class AddNotNullWithoutDefault implements Rule.StepRule, Rule.FailureRule {
  private static final Set<ObjectKind> TABLES = Set.of(ObjectKind.TABLE);

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (!error.sqlState().equals("23502")
        || subject == null
        || subject.kind() != ObjectKind.COLUMN) {
      return Optional.empty();
    }
    for (Added added : added(step.statement())) {
      if (added.column().name().stored().equals(subject.name()) && requires(added.column())) {
        return Optional.of(
            Failures.finding(
                this, step, error, timeline, seen(added), safer(added), rows(step, timeline)));
      }
    }
    return Optional.empty();
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (step.outcome() instanceof Outcome.Fails) {
      return Stream.empty();
    }
    return added(step.statement()).stream()
        .filter(added -> requires(added.column()))
        .flatMap(added -> hazard(added, step, timeline).stream());
  }

  private Optional<Finding> hazard(Added added, Step step, Timeline timeline) {
    for (Change change : step.changes()) {
      if (change instanceof Change.Created created
          && created.kind() == ObjectKind.COLUMN
          && added.column().name().stored().equals(created.column())
          && Losses.plain(created.object()).equals(added.table().name())
          && lacksValue(step, created)
          && !isNew(step, timeline, created.object())
          && !emptied(step, timeline, added.table().name())) {
        return Optional.of(
            new Finding(
                id(),
                Severity.WARNING,
                timeline.world().name(),
                added.column().span(),
                step.migration().title(),
                null,
                seen(added),
                "A table that has a single row refuses it: 23502 \"column \""
                    + created.column()
                    + "\" of relation \""
                    + added.table().name()
                    + "\" contains null values\". It passes on empty tables only, which is what tests and previews have and production has not.",
                safer(added),
                List.of(),
                false));
      }
    }
    return Optional.empty();
  }

  /// A column that a statement adds.
  private record Added(QualifiedName table, CreateTable.ColumnDefinition column) {}

  private static List<Added> added(Statement statement) {
    List<Statement> statements = new ArrayList<>(Nested.statements(statement));
    statements.add(statement);
    List<Added> found = new ArrayList<>();
    for (Statement candidate : statements) {
      if (candidate instanceof AlterTable alter) {
        for (AlterTable.Action action : alter.actions()) {
          if (action instanceof AlterTable.AddColumn add) {
            found.add(new Added(alter.table(), add.column()));
          }
        }
      }
    }
    return found;
  }

  private static boolean requires(CreateTable.ColumnDefinition column) {
    return column.constraints().stream()
        .anyMatch(constraint ->
            (constraint instanceof ColumnConstraint.NotNull notNull && !notNull.notValid())
                || (constraint instanceof ColumnConstraint.Unique unique && unique.primaryKey()));
  }

  /// Whether rows that are there get no value: neither a default, also not that of a domain, nor a
  /// number, nor a computed value.
  private static boolean lacksValue(Step step, Change.Created created) {
    if (!(step.after().schema().object(created.id()) instanceof Table table)) {
      return false;
    }
    Column column = table.column(created.column() == null ? "" : created.column());
    return column != null
        && table.kind() != Table.Kind.FOREIGN
        && !Tables.fillsRows(step.after().schema(), column);
  }

  /// Whether the table has come with this deploy, so that production has no rows in it.
  private static boolean isNew(Step step, Timeline timeline, String object) {
    if (Losses.bornHere(step, timeline, TABLES, object)) {
      return true;
    }
    History history = timeline.history();
    List<Introductions.Introduction> earlier =
        Later.notThan(
            step, timeline, timeline.introductions().of(TABLES, null, Losses.plain(object)));
    return history.reference() != null
        && !earlier.isEmpty()
        && earlier.stream()
            .allMatch(introduction ->
                introduction.migration() != null && history.isNew(introduction.migration()));
  }

  /// Whether the same migration has removed all rows before.
  private static boolean emptied(Step step, Timeline timeline, String table) {
    for (Trace earlier : timeline.inMigrationOf(step)) {
      boolean empties =
          switch (earlier.statement()) {
            case DataStatement.Truncate truncate ->
                truncate.tables().stream().anyMatch(name -> name.name().equals(table));
            case DataStatement.Delete delete ->
                delete.where() == null
                    && delete.using().isEmpty()
                    && delete.table().name().equals(table);
            default -> false;
          };
      if (empties) {
        return true;
      }
    }
    return false;
  }

  /// The statements that brought in the rows which are in the way.
  private static List<Related> rows(Step step, Timeline timeline) {
    ServerError error = ((Outcome.Fails) step.outcome()).error();
    ServerError.Subject subject = error.subject();
    List<Related> related = new ArrayList<>();
    if (subject == null) {
      return related;
    }
    for (Trace earlier : timeline.steps()) {
      boolean wrote =
          earlier.changes().stream()
              .anyMatch(change ->
                  change instanceof Change.RowsChanged changed
                      && !changed.removed()
                      && subject.relations().contains(changed.object()));
      if (wrote && earlier.statement() instanceof DataStatement.Insert insert) {
        related.add(
            new Related(earlier.migration().title(), insert.table().span(), "writes rows into it"));
      }
    }
    return related.size() > 3 ? related.subList(0, 3) : related;
  }

  private static String seen(Added added) {
    return "Column "
        + added.column().name().stored()
        + " is added to "
        + added.table()
        + " as required and without default, so that the rows which are there have no value for it.";
  }

  private static String safer(Added added) {
    String table = added.table().span().text();
    String column = added.column().name().span().text();
    String type = added.column().type() == null ? "TYPE" : added.column().type().span().text();
    return "Give it a default, or let it be empty until every row has a value:\n  ALTER TABLE "
        + table
        + " ADD COLUMN "
        + column
        + " "
        + type
        + ";\n  UPDATE "
        + table
        + " SET "
        + column
        + " = …;\n  ALTER TABLE "
        + table
        + " ALTER COLUMN "
        + column
        + " SET NOT NULL;";
  }
}
