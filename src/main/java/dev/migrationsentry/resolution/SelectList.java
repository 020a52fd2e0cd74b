package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;

/// Select lists and RETURNING lists (manual, section 7.3).
final class SelectList {
  private final Analysis analysis;

  SelectList(Analysis analysis) {
    this.analysis = analysis;
  }

  /// The columns of a select list or RETURNING list.
  List<OutputColumn> targets(List<Query.Target> targets, Scope scope) {
    List<OutputColumn> output = new ArrayList<>();
    for (Query.Target target : targets) {
      if (target.expression() instanceof Expression.Star star) {
        output.addAll(star(star, scope));
        continue;
      }
      DataType type = analysis.expressions.type(target.expression(), scope);
      Name alias = target.alias();
      String name = alias == null ? OutputNames.of(target.expression()) : alias.stored();
      output.add(new OutputColumn(name, type));
    }
    return output;
  }

  private List<OutputColumn> star(Expression.Star star, Scope scope) {
    List<OutputColumn> output = new ArrayList<>();
    List<Name> qualifier = star.qualifier();
    if (!qualifier.isEmpty()) {
      String schema = qualifier.size() < 2 ? null : qualifier.get(qualifier.size() - 2).stored();
      String table = qualifier.getLast().stored();
      Item item = analysis.expressions.columns().item(schema, table, scope);
      if (item == null) {
        String open = Columns.open(scope);
        if (open != null) {
          throw new UndecidedException(table + " may be a variable: " + open);
        }
        throw analysis.missing(
            "42P01",
            "missing FROM-clause entry for table \"" + table + "\"",
            star.span(),
            ObjectKind.TABLE,
            table,
            null,
            List.of());
      }
      expand(item, false, output, scope, star);
      return output;
    }
    if (scope.items().isEmpty()) {
      throw analysis.refused(
          "42601", "SELECT * with no tables specified is not valid", star.span());
    }
    for (Item item : scope.items()) {
      expand(item, true, output, scope, star);
    }
    return output;
  }

  /// The columns that a star stands for, where they are all known.
  List<ColumnUses.Use> columns(Expression.Star star, Scope scope) {
    ColumnUses.Mark mark = analysis.uses.mark();
    star(star, scope);
    return analysis.uses.take(mark, scope);
  }

  private void expand(
      Item item, boolean bare, List<OutputColumn> output, Scope scope, Expression.Star star) {
    if (item.open() != null) {
      throw new UndecidedException(
          "the columns of " + item.name() + " are not known: " + item.open());
    }
    for (ScopeColumn column : item.columns()) {
      if (!bare || item.visibleBare(column.name())) {
        analysis.refer(column.relation(), column.number());
        if (scope.items().contains(item)) {
          analysis.uses.add(scope, scope, item, column, star.span());
        }
        output.add(new OutputColumn(column.name(), column.type()));
      }
    }
  }
}
