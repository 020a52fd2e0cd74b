package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that INSERT and UPDATE give to columns (manual, section 10.4).
final class Assignments {
  private final Analysis analysis;

  Assignments(Analysis analysis) {
    this.analysis = analysis;
  }

  /// A column that takes a value.
  ///
  /// @param column the column, or null when only a part of it takes the value
  /// @param at where it is named, or null
  private record Target(@Nullable ScopeColumn column, @Nullable Span at) {}

  /// The values of an INSERT.
  void insert(DataStatement.Insert insert, Lookup.Found found, Scope scope) {
    String doubt = analysis.database().schema().uncertainty(relationName(found));
    if (doubt != null) {
      throw new UndecidedException(
          "the columns of " + relationName(found) + " are not known: " + doubt);
    }
    List<Target> targets = targets(insert, found);
    Query query = insert.query();
    if (query == null) {
      return;
    }
    if (query.body() instanceof Query.Values values
        && query.with() == null
        && query.limit() == null
        && query.offset() == null
        && query.orderBy().isEmpty()) {
      rows(insert, values, targets, found, scope);
      return;
    }
    List<OutputColumn> columns = analysis.queries.branch(query, scope);
    count(insert, targets, columns.size(), query.span());
    if (query.body() instanceof Query.Select select && select.targets().size() == columns.size()) {
      for (int i = 0; i < columns.size(); i++) {
        literal(select.targets().get(i).expression(), targets.get(i));
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      take(targets.get(i), columns.get(i).type(), query.span());
      refuseGenerated(insert, targets.get(i), found);
    }
  }

  private void rows(
      DataStatement.Insert insert,
      Query.Values values,
      List<Target> targets,
      Lookup.Found found,
      Scope scope) {
    int width = values.rows().getFirst().size();
    for (List<Expression> row : values.rows()) {
      scope.clause("VALUES");
      List<DataType> types = analysis.expressions.types(row, scope);
      scope.clause(null);
      if (row.size() != width) {
        throw analysis.refused(
            "42601", "VALUES lists must all be the same length", row.getFirst().span());
      }
      boolean spread = row.stream().anyMatch(value -> value instanceof Expression.Star);
      if (spread) {
        return;
      }
      count(insert, targets, row.size(), row.get(Math.min(targets.size(), row.size() - 1)).span());
      for (int i = 0; i < row.size(); i++) {
        value(row.get(i), types.get(i), targets.get(i));
      }
    }
    for (int i = 0; i < width; i++) {
      int place = i;
      if (values.rows().stream().anyMatch(row -> !isDefault(row.get(place)))) {
        refuseGenerated(insert, targets.get(i), found);
      }
    }
  }

  private void count(DataStatement.Insert insert, List<Target> targets, int values, Span at) {
    if (values > targets.size()) {
      throw analysis.refused("42601", "INSERT has more expressions than target columns", at);
    }
    if (values < insert.columns().size()) {
      throw analysis.refused(
          "42601",
          "INSERT has more target columns than expressions",
          insert.columns().get(values).span());
    }
  }

  private static List<Target> targets(DataStatement.Insert insert, Lookup.Found found) {
    List<Target> targets = new ArrayList<>();
    if (insert.columns().isEmpty()) {
      found.columns().forEach(column -> targets.add(new Target(column, null)));
    }
    for (DataStatement.Assignee assignee : insert.columns()) {
      ScopeColumn column = assignee.indirect() ? null : column(found, assignee.column().stored());
      targets.add(new Target(column, assignee.span()));
    }
    return targets;
  }

  private static @Nullable ScopeColumn column(Lookup.Found found, String name) {
    for (ScopeColumn column : found.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  private static boolean isDefault(Expression value) {
    return value instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.DEFAULT;
  }

  private void value(Expression value, DataType type, Target target) {
    if (!isDefault(value)) {
      take(target, type, value.span());
      literal(value, target);
    }
  }

  private void literal(Expression value, Target target) {
    ScopeColumn column = target.column();
    if (column != null) {
      analysis.constants.take(value, column.type());
    }
  }

  private void take(Target target, DataType type, Span at) {
    ScopeColumn column = target.column();
    if (column != null) {
      analysis.conversions.assign(type, column.type(), column.name(), at);
    }
  }

  private void refuseGenerated(DataStatement.Insert insert, Target target, Lookup.Found found) {
    Column column = defined(target.column(), found);
    if (column == null || "user".equals(insert.overriding())) {
      return;
    }
    boolean always = column.generation() == Column.Generation.IDENTITY_ALWAYS;
    if (column.generated() || (always && insert.overriding() == null)) {
      Span at = target.at() == null ? insert.table().span() : target.at();
      throw generated(
          "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"",
          column,
          always ? "Use OVERRIDING SYSTEM VALUE to override." : null,
          at,
          found);
    }
  }

  private static @Nullable Column defined(@Nullable ScopeColumn column, Lookup.Found found) {
    Relation relation = found.relation();
    return column == null || relation == null || column.number() == 0
        ? null
        : relation.column(column.number());
  }

  private RuntimeException generated(
      String message, Column column, @Nullable String hint, Span at, Lookup.Found found) {
    String doubt = analysis.database().schema().uncertainty(relationName(found));
    if (doubt != null) {
      return new UndecidedException(message + ", unless it is no such column: " + doubt);
    }
    String detail =
        column.generated()
            ? "Column \"" + column.name() + "\" is a generated column."
            : "Column \"" + column.name() + "\" is an identity column defined as GENERATED ALWAYS.";
    return new RefusedException(
        new ServerError("428C9", message, detail, hint, at, null)
            .about(
                new ServerError.Subject(
                    ObjectKind.COLUMN, column.name(), null, List.of(found.display()))));
  }

  private static String relationName(Lookup.Found found) {
    Relation relation = found.relation();
    return relation == null ? found.display() : relation.name();
  }

  /// The values of an INSERT in a MERGE.
  void merged(DataStatement.MergeAction action, Lookup.Found found, Scope scope) {
    List<DataType> types = analysis.expressions.types(action.values(), scope);
    for (int i = 0; i < types.size(); i++) {
      ScopeColumn column = null;
      if (action.columns().isEmpty()) {
        column = i < found.columns().size() ? found.columns().get(i) : null;
      } else if (i < action.columns().size() && !action.columns().get(i).indirect()) {
        column = column(found, action.columns().get(i).column().stored());
      }
      value(action.values().get(i), types.get(i), new Target(column, null));
    }
  }

  /// One assignment of an UPDATE.
  void update(DataStatement.Assignment assignment, Lookup.Found found, Scope scope) {
    Expression value = assignment.value();
    List<DataStatement.Assignee> columns = assignment.columns();
    if (columns.size() > 1) {
      several(assignment, found, scope);
      return;
    }
    DataType type = analysis.expressions.type(value, scope);
    DataStatement.Assignee only = columns.getFirst();
    ScopeColumn column = only.indirect() ? null : column(found, only.column().stored());
    value(value, type, new Target(column, only.span()));
    if (!isDefault(value)) {
      refuseUpdate(column, found, only.span());
    }
  }

  private void several(DataStatement.Assignment assignment, Lookup.Found found, Scope scope) {
    List<DataStatement.Assignee> columns = assignment.columns();
    switch (assignment.value()) {
      case Expression.Subquery subquery -> {
        List<OutputColumn> values = analysis.queries.query(subquery.query(), scope);
        if (values.size() != columns.size()) {
          throw analysis.refused(
              "42601", "number of columns does not match number of values", subquery.span());
        }
        for (int i = 0; i < values.size(); i++) {
          ScopeColumn column =
              columns.get(i).indirect() ? null : column(found, columns.get(i).column().stored());
          take(new Target(column, null), values.get(i).type(), columns.get(i).span());
        }
      }
      case Expression.RowConstructor row -> {
        List<DataType> types = analysis.expressions.types(row.elements(), scope);
        if (row.elements().stream().anyMatch(Expression.Star.class::isInstance)) {
          return;
        }
        if (types.size() != columns.size()) {
          throw analysis.refused(
              "42601", "number of columns does not match number of values", row.span());
        }
        for (int i = 0; i < types.size(); i++) {
          ScopeColumn column =
              columns.get(i).indirect() ? null : column(found, columns.get(i).column().stored());
          value(row.elements().get(i), types.get(i), new Target(column, null));
        }
      }
      default -> analysis.expressions.type(assignment.value(), scope);
    }
  }

  private void refuseUpdate(@Nullable ScopeColumn target, Lookup.Found found, Span at) {
    Column column = defined(target, found);
    boolean always = column != null && column.generation() == Column.Generation.IDENTITY_ALWAYS;
    if (column != null && (column.generated() || always)) {
      throw generated(
          "column \"" + column.name() + "\" can only be updated to DEFAULT",
          column,
          null,
          at,
          found);
    }
  }
}
