package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// INSERT, UPDATE, DELETE and MERGE.
final class DataStatements {
  private final Analysis analysis;

  DataStatements(Analysis analysis) {
    this.analysis = analysis;
  }

  /// Analyses a statement.
  ///
  /// @return the columns of RETURNING
  List<OutputColumn> returned(DataStatement statement, Scope outer) {
    return switch (statement) {
      case DataStatement.Insert insert -> insert(insert, outer);
      case DataStatement.Update update -> update(update, outer);
      case DataStatement.Delete delete -> delete(delete, outer);
      case DataStatement.Merge merge -> merge(merge, outer);
      case DataStatement.Truncate truncate -> {
        truncate.tables().forEach(analysis.lookup::relation);
        yield List.of();
      }
      case DataStatement.Copy copy -> copy(copy, outer);
    };
  }

  private List<OutputColumn> copy(DataStatement.Copy copy, Scope outer) {
    if (copy.query() instanceof Query query) {
      analysis.queries.query(query, outer);
    }
    QualifiedName table = copy.table();
    if (table != null) {
      Lookup.Found found = analysis.lookup.relation(table);
      copy.columns().forEach(column -> target(found, column));
    }
    return List.of();
  }

  private List<OutputColumn> insert(DataStatement.Insert insert, Scope outer) {
    Scope scope = analysis.queries.with(insert.with(), outer);
    Lookup.Found found = table(insert.table());
    insert.columns().forEach(column -> target(found, column.column()));
    new Assignments(analysis).insert(insert, found, scope);
    Scope own = scope.inner();
    own.add(item(found, insert.table(), insert.alias()));
    DataStatement.OnConflict conflict = insert.onConflict();
    if (conflict != null) {
      conflict(conflict, found, own);
    }
    return returning(insert.returning(), found, own);
  }

  private void conflict(DataStatement.OnConflict conflict, Lookup.Found found, Scope own) {
    Name constraint = conflict.constraint();
    if (constraint != null) {
      constraint(constraint, found);
    } else if (conflict.update() && conflict.keys().isEmpty()) {
      throw new RefusedException(
          new ServerError(
              "42601",
              "ON CONFLICT DO UPDATE requires inference specification or constraint name",
              null,
              "For example, ON CONFLICT (column_name).",
              conflict.span(),
              null));
    }
    for (IndexStatement.Key key : conflict.keys()) {
      if (key.direction() != null || key.nulls() != null) {
        throw analysis.refused(
            "42P10",
            (key.direction() != null ? "ASC/DESC" : "NULLS FIRST/LAST")
                + " is not allowed in ON CONFLICT clause",
            conflict.span());
      }
      analysis.expressions.type(key.expression(), own);
    }
    Expression keysWhere = conflict.keysWhere();
    if (keysWhere != null) {
      analysis.expressions.condition(keysWhere, own, "WHERE");
    }
    if (conflict.update()) {
      Scope both = own.inner();
      own.items().forEach(both::add);
      Item excluded = new Item("excluded", null, null, found.columns(), null);
      excluded.qualifiedOnly();
      both.add(excluded);
      assign(conflict.assignments(), found, both);
      Expression where = conflict.where();
      if (where != null) {
        analysis.expressions.condition(where, both, "WHERE");
      }
    }
  }

  private void constraint(Name name, Lookup.Found found) {
    Relation relation = found.relation();
    Schema schema = analysis.database().schema();
    if (relation instanceof Table table
        && schema.find(Schema.Space.CONSTRAINT, table.id(), name.stored()) == null) {
      throw analysis.missing(
          "42704",
          "constraint \"" + name + "\" for table \"" + table.name() + "\" does not exist",
          name.span(),
          ObjectKind.CONSTRAINT,
          name.stored(),
          null,
          List.of(found.display()));
    }
  }

  private List<OutputColumn> update(DataStatement.Update update, Scope outer) {
    Scope scope = analysis.queries.with(update.with(), outer).inner();
    Lookup.Found found = table(update.table());
    scope.add(item(found, update.table(), update.alias()));
    update.from().forEach(from -> analysis.fromItems.add(from, scope));
    assign(update.assignments(), found, scope);
    where(update.where(), scope);
    return returning(update.returning(), found, scope);
  }

  private List<OutputColumn> delete(DataStatement.Delete delete, Scope outer) {
    Scope scope = analysis.queries.with(delete.with(), outer).inner();
    Lookup.Found found = table(delete.table());
    scope.add(item(found, delete.table(), delete.alias()));
    delete.using().forEach(from -> analysis.fromItems.add(from, scope));
    where(delete.where(), scope);
    return returning(delete.returning(), found, scope);
  }

  private List<OutputColumn> merge(DataStatement.Merge merge, Scope outer) {
    Scope scope = analysis.queries.with(merge.with(), outer).inner();
    Lookup.Found found = table(merge.table());
    scope.add(item(found, merge.table(), merge.alias()));
    Item target = scope.items().getFirst();
    analysis.fromItems.add(merge.source(), scope);
    analysis.expressions.condition(merge.on(), scope, "JOIN/ON", "JOIN conditions");
    for (DataStatement.MergeAction action : merge.actions()) {
      Scope visible = merged(action, target, scope);
      where(action.condition(), visible);
      action.columns().forEach(column -> target(found, column.column()));
      new Assignments(analysis).merged(action, found, visible);
      assign(action.assignments(), found, visible);
    }
    return returning(merge.returning(), found, scope);
  }

  /// The rows that an action of MERGE sees: without a match only one of the two.
  private static Scope merged(DataStatement.MergeAction action, Item target, Scope scope) {
    Scope around = scope.parent();
    if (action.match().equals("matched")) {
      return scope;
    }
    Scope visible = around == null ? Scope.empty() : around.inner();
    boolean bySource = action.match().equals("not matched by source");
    for (Item item : scope.items()) {
      if (bySource == (item == target)) {
        visible.add(item);
      } else {
        visible.hide(List.of(item));
      }
    }
    return visible;
  }

  /// The columns of RETURNING, which from PostgreSQL 18 on knows the row before and after.
  private List<OutputColumn> returning(
      List<Query.Target> targets, Lookup.Found found, Scope scope) {
    if (analysis.database().major() < 18) {
      return returned(targets, scope);
    }
    if (!targets.isEmpty() && renames(targets.getFirst())) {
      throw new UndecidedException("the names in RETURNING WITH are not looked at");
    }
    Scope versions = (scope.parent() == null ? Scope.empty() : scope.parent()).inner();
    scope.items().forEach(versions::add);
    for (String name : List.of("old", "new")) {
      if (scope.items().stream().noneMatch(item -> name.equals(item.name()))) {
        Item version = new Item(name, null, null, found.columns(), null);
        version.qualifiedOnly();
        versions.add(version);
      }
    }
    return returned(targets, versions);
  }

  /// Whether `WITH (OLD AS o, NEW AS n)` stands before a list.
  private static boolean renames(Query.Target first) {
    String text = first.span().file().text();
    int at = first.span().start() - 1;
    while (at >= 0 && Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at >= 0 && text.charAt(at) == ')';
  }

  private List<OutputColumn> returned(List<Query.Target> targets, Scope scope) {
    scope.clause("RETURNING");
    List<OutputColumn> columns = new SelectList(analysis).targets(targets, scope);
    scope.clause(null);
    return columns;
  }

  private void where(@Nullable Expression where, Scope scope) {
    boolean cursor = where instanceof Expression.CurrentOf;
    if (where != null && !cursor) {
      analysis.expressions.condition(where, scope, "WHERE", "WHERE");
    }
  }

  private void assign(List<DataStatement.Assignment> assignments, Lookup.Found found, Scope scope) {
    Assignments values = new Assignments(analysis);
    // The server looks at the values first, then at the columns.
    scope.clause("UPDATE");
    for (DataStatement.Assignment assignment : assignments) {
      values.update(assignment, found, scope);
    }
    scope.clause(null);
    for (DataStatement.Assignment assignment : assignments) {
      assignment.columns().forEach(column -> target(found, column.column()));
    }
  }

  private Lookup.Found table(QualifiedName name) {
    Lookup.Found found = analysis.lookup.relation(name);
    Relation relation = found.relation();
    if (relation == null) {
      return found;
    }
    analysis.refer(relation.id(), 0);
    boolean doubtful = analysis.database().schema().uncertainty(relation.name()) != null;
    return doubtful ? found.untyped() : found;
  }

  private static Item item(Lookup.Found found, QualifiedName table, @Nullable Name alias) {
    return new Item(
        alias == null ? table.name() : alias.stored(),
        found.display(),
        alias == null ? found.display().substring(0, found.display().indexOf('.')) : null,
        found.columns(),
        null);
  }

  private void target(Lookup.Found found, Name column) {
    for (ScopeColumn known : found.columns()) {
      if (known.name().equals(column.stored())) {
        analysis.refer(known.relation(), known.number());
        return;
      }
    }
    Relation relation = found.relation();
    String name = relation == null ? found.display() : relation.name();
    String doubt = analysis.database().schema().uncertainty(name);
    if (doubt != null) {
      throw new UndecidedException("column " + column + " of " + name + " may be there: " + doubt);
    }
    throw analysis.missing(
        "42703",
        "column \"" + column.stored() + "\" of relation \"" + name + "\" does not exist",
        column.span(),
        ObjectKind.COLUMN,
        column.stored(),
        null,
        List.of(found.display()));
  }
}
