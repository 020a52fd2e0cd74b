package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries of FROM: which names they bring into scope (manual, section 7.2.1).
final class FromItems {
  private final Analysis analysis;

  FromItems(Analysis analysis) {
    this.analysis = analysis;
  }

  /// Adds an entry to a scope.
  ///
  /// @return the items it has added, in the order of their columns
  List<Item> add(Query.FromItem from, Scope scope) {
    return switch (from) {
      case Query.TableItem table -> List.of(table(table, scope));
      case Query.QueryItem query -> List.of(query(query, scope));
      case Query.FunctionItem function -> List.of(function(function, scope));
      case Query.TableFunctionItem function -> List.of(tableFunction(function, scope));
      case Query.JoinItem join -> join(join, scope);
    };
  }

  private Item table(Query.TableItem from, Scope scope) {
    QualifiedName name = from.table();
    List<ScopeColumn> common = name.qualifier() == null ? scope.commonTable(name.name()) : null;
    if (common != null) {
      return enter(
          scope,
          alias(from.alias(), name.name()),
          null,
          null,
          common,
          from.alias(),
          null,
          from.span());
    }
    Lookup.Found found = analysis.lookup.relation(name);
    if (found.relation() != null) {
      analysis.refer(found.relation().id(), 0);
    }
    String schema =
        from.alias() == null ? found.display().substring(0, found.display().indexOf('.')) : null;
    String doubt = analysis.database().schema().uncertainty(name.name());
    return enter(
        scope,
        alias(from.alias(), name.name()),
        found.display(),
        schema,
        found.columns(),
        from.alias(),
        doubt,
        from.span());
  }

  private Item query(Query.QueryItem from, Scope scope) {
    Scope outer = scope.parent();
    Scope around = scope;
    if (!from.lateral()) {
      around = outer == null ? Scope.empty() : outer.inner();
      around.hide(scope.items());
    }
    List<ScopeColumn> columns = new ArrayList<>();
    for (Resolved.OutputColumn column : analysis.queries.query(from.query(), around)) {
      columns.add(new ScopeColumn(column.name(), column.type()));
    }
    Query.Alias alias = from.alias();
    if (alias == null && analysis.database().major() < 16) {
      throw analysis.refused("42601", "subquery in FROM must have an alias", from.span());
    }
    return enter(
        scope,
        alias == null ? null : alias.name().stored(),
        null,
        null,
        columns,
        alias,
        null,
        from.span());
  }

  private Item function(Query.FunctionItem from, Scope scope) {
    List<ScopeColumn> columns = new ArrayList<>();
    String open = null;
    String name = null;
    boolean scalar = false;
    scope.clause("functions in FROM");
    for (Expression call : from.calls()) {
      Calls.Rows rows = analysis.calls.rows(call, scope);
      columns.addAll(rows.columns());
      scalar = rows.scalar();
      open = rows.open() != null ? rows.open() : open;
      name = name == null ? OutputNames.of(call) : name;
    }
    scope.clause(null);
    if (from.calls().size() > 1 && !from.columnDefinitions().isEmpty()) {
      open = "the columns of ROWS FROM are not looked at";
    } else if (!from.columnDefinitions().isEmpty()) {
      columns = defined(from.columnDefinitions());
      open = null;
    } else if (from.calls().size() == 1
        && columns.size() == 1
        && from.alias() != null
        && open == null) {
      ScopeColumn only = columns.getFirst();
      if (scalar) {
        columns = List.of(new ScopeColumn(from.alias().name().stored(), only.type()));
      }
    }
    if (from.ordinality()) {
      columns = new ArrayList<>(columns);
      columns.add(new ScopeColumn("ordinality", DataType.builtin("int8")));
    }
    return enter(
        scope, alias(from.alias(), name), null, null, columns, from.alias(), open, from.span());
  }

  private Item tableFunction(Query.TableFunctionItem from, Scope scope) {
    scope.clause("functions in FROM");
    from.arguments().forEach(argument -> analysis.expressions.type(argument, scope));
    scope.clause(null);
    return enter(
        scope,
        alias(from.alias(), from.function()),
        null,
        null,
        defined(from.columns()),
        from.alias(),
        null,
        from.span());
  }

  private List<ScopeColumn> defined(List<Query.DefinedColumn> definitions) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (Query.DefinedColumn definition : definitions) {
      DataType type =
          definition.type() == null
              ? DataType.builtin("int4")
              : analysis.types.named(definition.type());
      columns.add(new ScopeColumn(definition.name().stored(), type));
    }
    return columns;
  }

  private List<Item> join(Query.JoinItem join, Scope scope) {
    int place = scope.items().size();
    int around = scope.first();
    if (join.alias() != null) {
      // The names inside of the alias are none outside of it.
      scope.first(place);
    }
    List<Item> left = add(join.left(), scope);
    List<Item> right = add(join.right(), scope);
    List<Item> items = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    if (join.natural()) {
      for (Item one : left) {
        for (ScopeColumn column : one.columns()) {
          if (one.visibleBare(column.name()) && bare(right, column.name()) != null) {
            shared.add(column.name());
          }
        }
      }
    }
    join.using().forEach(name -> shared.add(name.stored()));
    List<ScopeColumn> merged = new ArrayList<>();
    for (String name : shared) {
      ScopeColumn one = using(left, name, "left", join, scope);
      ScopeColumn other = using(right, name, "right", join, scope);
      analysis.refer(one.relation(), one.number());
      analysis.refer(other.relation(), other.number());
      analysis.operators.compare("=", one.type(), other.type(), join.span());
      DataType type =
          analysis.conversions.common(
              List.of(one.type(), other.type()), "JOIN/USING", List.of(join.left(), join.right()));
      left.forEach(item -> item.merge(name));
      right.forEach(item -> item.merge(name));
      merged.add(new ScopeColumn(name, type, one.relation(), one.number()));
    }
    if (!merged.isEmpty()) {
      Name usingAlias = join.usingAlias();
      Item common =
          new Item(usingAlias == null ? null : usingAlias.stored(), null, null, merged, null);
      // The merged columns come first in what a star yields.
      scope.items().add(place, common);
      items.add(common);
    }
    items.addAll(left);
    items.addAll(right);
    Expression on = join.on();
    if (on != null) {
      analysis.expressions.condition(on, scope, "JOIN/ON", "JOIN conditions");
    }
    scope.first(around);
    Query.Alias alias = join.alias();
    if (alias == null) {
      return items;
    }
    List<ScopeColumn> all = new ArrayList<>();
    String open = null;
    for (Item item : items) {
      for (ScopeColumn column : item.columns()) {
        if (item.visibleBare(column.name())) {
          all.add(column);
        }
      }
      open = item.open() != null ? item.open() : open;
      item.hide();
    }
    return List.of(enter(scope, alias.name().stored(), null, null, all, alias, open, join.span()));
  }

  private static @Nullable ScopeColumn bare(List<Item> items, String name) {
    for (Item item : items) {
      ScopeColumn column = item.column(name);
      if (column != null && item.visibleBare(name)) {
        return column;
      }
    }
    return null;
  }

  private ScopeColumn using(
      List<Item> items, String name, String side, Query.JoinItem join, Scope scope) {
    ScopeColumn column = bare(items, name);
    if (column != null) {
      return column;
    }
    for (Item item : items) {
      if (item.open() != null) {
        return new ScopeColumn(name, new DataType.Undecided());
      }
    }
    throw analysis.missing(
        "42703",
        "column \"" + name + "\" specified in USING clause does not exist in " + side + " table",
        join.span(),
        ObjectKind.COLUMN,
        name,
        null,
        scope.relations());
  }

  private static @Nullable String alias(Query.@Nullable Alias alias, @Nullable String name) {
    return alias == null ? name : alias.name().stored();
  }

  private Item enter(
      Scope scope,
      @Nullable String name,
      @Nullable String relation,
      @Nullable String schema,
      List<ScopeColumn> columns,
      Query.@Nullable Alias alias,
      @Nullable String open,
      Span at) {
    List<ScopeColumn> named = new ArrayList<>(columns);
    if (alias != null && !alias.columns().isEmpty()) {
      if (alias.columns().size() > columns.size() && open == null) {
        throw analysis.refused(
            "42P10",
            "table \""
                + name
                + "\" has "
                + columns.size()
                + " columns available but "
                + alias.columns().size()
                + " columns specified",
            alias.span());
      }
      for (int i = 0; i < Math.min(columns.size(), alias.columns().size()); i++) {
        ScopeColumn column = columns.get(i);
        named.set(
            i,
            new ScopeColumn(
                alias.columns().get(i).stored(),
                column.type(),
                column.relation(),
                column.number()));
      }
    }
    for (Item other : scope.items().subList(scope.first(), scope.items().size())) {
      boolean same = name != null && name.equals(other.name()) && other.reachable();
      boolean sameSchema =
          schema == null || other.schema() == null || schema.equals(other.schema());
      if (same && sameSchema) {
        throw analysis.refused("42712", "table name \"" + name + "\" specified more than once", at);
      }
    }
    Item item = new Item(name, relation, schema, named, open);
    scope.add(item);
    return item;
  }
}
