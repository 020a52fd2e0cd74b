package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A CREATE TABLE was skipped because an older table of that name is there, in another shape, and a
/// later statement needs a column that only the skipped shape has.
public final class IfNotExistsShapeMismatch implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (subject == null
        || subject.kind() != ObjectKind.COLUMN
        || !error.sqlState().equals("42703")) {
      return Optional.empty();
    }
    for (Trace earlier : timeline.steps()) {
      for (Change change : earlier.changes()) {
        if (change instanceof Change.Skipped skipped && about(skipped, subject)) {
          CreateTable create = skippedCreate(earlier.statement(), skipped, subject.name());
          if (create != null) {
            return Optional.of(finding(step, error, timeline, earlier, skipped, create));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean about(Change.Skipped skipped, ServerError.Subject subject) {
    return skipped.kind() == ObjectKind.TABLE
        && subject.relations().stream()
            .anyMatch(relation -> plain(relation).equals(plain(skipped.object())));
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static @Nullable CreateTable skippedCreate(
      Statement statement, Change.Skipped skipped, String column) {
    List<Statement> candidates = new ArrayList<>(Nested.statements(statement));
    candidates.add(statement);
    for (Statement candidate : candidates) {
      if (candidate instanceof CreateTable create
          && create.table().name().equals(plain(skipped.object()))
          && definitions(create).stream().anyMatch(found -> found.name().stored().equals(column))) {
        return create;
      }
    }
    return null;
  }

  private static List<CreateTable.ColumnDefinition> definitions(CreateTable create) {
    List<CreateTable.ColumnDefinition> found = new ArrayList<>();
    for (CreateTable.Element element : create.elements()) {
      if (element instanceof CreateTable.ColumnDefinition column) {
        found.add(column);
      }
    }
    return found;
  }

  private Finding finding(
      Step step,
      ServerError error,
      Timeline timeline,
      Trace skippedAt,
      Change.Skipped skipped,
      CreateTable create) {
    List<CreateTable.ColumnDefinition> lacking = new ArrayList<>(definitions(create));
    if (step.before().schema().object(skipped.id()) instanceof Table table) {
      lacking.removeIf(column ->
          table.columns().stream().anyMatch(there -> there.name().equals(column.name().stored())));
    }
    StringBuilder repair = new StringBuilder();
    for (CreateTable.ColumnDefinition column : lacking) {
      repair
          .append("\n  ALTER TABLE ")
          .append(create.table())
          .append(" ADD COLUMN IF NOT EXISTS ")
          .append(column.span().text())
          .append(';');
    }
    String names =
        String.join(", ", lacking.stream().map(column -> column.name().stored()).toList());
    List<Related> related = new ArrayList<>();
    related.add(
        new Related(
            skippedAt.migration().title(),
            create.table().span(),
            "is skipped: " + plain(skipped.object()) + " is already there in an older shape"));
    related.addAll(
        Later.related(
            Later.notThan(
                skippedAt,
                timeline,
                timeline
                    .introductions()
                    .of(Set.of(ObjectKind.TABLE), null, plain(skipped.object()))),
            "creates " + plain(skipped.object()) + " in the older shape"));
    return Failures.finding(
        this,
        step,
        error,
        timeline,
        "The CREATE TABLE of "
            + plain(skipped.object())
            + " in "
            + create.table().span().file().path()
            + ":"
            + create.table().span().line()
            + " is skipped, since an older table of that name is there, and that one lacks "
            + names
            + ".",
        "Do not rely on the skipped CREATE. Bring the columns in before this statement:"
            + repair
            + "\n(a required column needs a default, or rows must be filled before NOT NULL is set).",
        related);
  }
}
