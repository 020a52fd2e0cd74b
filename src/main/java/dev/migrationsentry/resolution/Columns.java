package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the name of a column means in a scope (`colNameToVar` and its companions in the server).
final class Columns {
  private static final Set<String> SYSTEM =
      Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

  private final Analysis analysis;

  Columns(Analysis analysis) {
    this.analysis = analysis;
  }

  /// The type of a column reference.
  DataType type(Expression.ColumnReference reference, Scope scope) {
    List<Name> parts = reference.parts();
    return parts.size() == 1
        ? bare(reference, parts.getFirst().stored(), scope)
        : qualified(reference, scope);
  }

  /// The column that a bare name means, or null when none is in scope.
  @Nullable ScopeColumn find(String name, Scope scope, Expression.ColumnReference at) {
    ColumnUses.Use found = bare(name, scope, at);
    return found == null ? null : found.column();
  }

  /// The column that a reference means, or null when none is in scope.
  ColumnUses.@Nullable Use locate(Expression.ColumnReference reference, Scope scope) {
    List<Name> parts = reference.parts();
    String column = parts.getLast().stored();
    if (parts.size() == 1) {
      return bare(column, scope, reference);
    }
    String table = parts.get(parts.size() - 2).stored();
    String schema = parts.size() < 3 ? null : parts.get(parts.size() - 3).stored();
    for (Scope level = scope; level != null; level = level.parent()) {
      Item item = item(schema, table, level, level.parent());
      ScopeColumn found = item == null ? null : item.column(column);
      if (item != null) {
        return found == null
            ? null
            : new ColumnUses.Use(level, item, found, level != scope, reference.span());
      }
    }
    return null;
  }

  private ColumnUses.@Nullable Use bare(String name, Scope scope, Expression.ColumnReference at) {
    for (Scope level = scope; level != null; level = level.parent()) {
      ScopeColumn found = null;
      Item of = null;
      for (Item item : level.items()) {
        ScopeColumn column = item.visibleBare(name) ? item.column(name) : null;
        if (column != null && found != null) {
          throw analysis.refused(
              "42702", "column reference \"" + name + "\" is ambiguous", at.span());
        }
        found = column == null ? found : column;
        of = column == null ? of : item;
      }
      if (found != null && of != null) {
        return new ColumnUses.Use(level, of, found, level != scope, at.span());
      }
    }
    return null;
  }

  private DataType bare(Expression.ColumnReference reference, String name, Scope scope) {
    ColumnUses.Use found = bare(name, scope, reference);
    if (found != null) {
      ScopeColumn column = found.column();
      analysis.refer(column.relation(), column.number());
      analysis.uses.add(scope, found.level(), found.item(), column, reference.span());
      return column.type();
    }
    for (Scope level = scope; level != null; level = level.parent()) {
      for (Item item : level.items()) {
        if (name.equals(item.name()) && item.reachable()) {
          return new DataType.Undecided();
        }
        if (SYSTEM.contains(name) && item.relation() != null) {
          return new DataType.Undecided();
        }
      }
    }
    String open = open(scope);
    if (open != null) {
      throw new UndecidedException("column " + name + " may be there: " + open);
    }
    throw analysis.missing(
        absent(reference, name, scope), ObjectKind.COLUMN, name, null, scope.relations());
  }

  /// The error about a bare name, with what the server says of entries that can't be used here.
  private ServerError absent(Expression.ColumnReference reference, String name, Scope scope) {
    String message = "column \"" + reference.parts().getFirst().stored() + "\" does not exist";
    for (Scope level = scope; level != null; level = level.parent()) {
      for (Item item : level.hidden()) {
        if (item.column(name) != null) {
          String there =
              "There is a column named \""
                  + name
                  + "\" in table \""
                  + item.name()
                  + "\", but it cannot be referenced from this part of the query.";
          return hidden(message, there, "column", level, reference.span());
        }
      }
    }
    return new ServerError("42703", message, reference.span());
  }

  /// An error about something that is there but can't be used. The scope of a subquery without
  /// LATERAL has no entries of its own.
  private ServerError hidden(String message, String there, String what, Scope level, Span at) {
    String state = what.equals("column") ? "42703" : "42P01";
    if (analysis.database().major() < 16) {
      return new ServerError(state, message, null, there, at, null);
    }
    boolean subquery = level.items().isEmpty();
    String hint = "To reference that " + what + ", you must mark this subquery with LATERAL.";
    return new ServerError(state, message, there, subquery ? hint : null, at, null);
  }

  private DataType qualified(Expression.ColumnReference reference, Scope scope) {
    List<Name> parts = reference.parts();
    String column = parts.getLast().stored();
    String table = parts.get(parts.size() - 2).stored();
    String schema = parts.size() < 3 ? null : parts.get(parts.size() - 3).stored();
    Item item = item(schema, table, scope);
    if (item == null) {
      // The first part may also be a column of a composite type, or a variable.
      ScopeColumn outer =
          parts.size() == 2 ? find(parts.getFirst().stored(), scope, reference) : null;
      if (outer != null) {
        return new DataType.Undecided();
      }
      Item record = parts.size() == 3 ? item(null, parts.getFirst().stored(), scope) : null;
      if (record != null && record.column(parts.get(1).stored()) != null) {
        // A field of a column or parameter.
        return new DataType.Undecided();
      }
      String open = open(scope);
      if (open != null) {
        throw new UndecidedException(table + " may be a variable: " + open);
      }
      throw noItem(reference, table, scope);
    }
    ScopeColumn found = item.column(column);
    if (found != null) {
      analysis.refer(found.relation(), found.number());
      analysis.uses.add(scope, level(item, scope), item, found, reference.span());
      return found.type();
    }
    if (item.open() != null) {
      throw new UndecidedException("column " + column + " may be there: " + item.open());
    }
    if (SYSTEM.contains(column)) {
      return new DataType.Undecided();
    }
    if (analysis.calls.exists(column)) {
      return new DataType.Undecided();
    }
    String relation = item.relation();
    throw analysis.missing(
        "42703",
        "column " + text(parts) + " does not exist",
        reference.span(),
        ObjectKind.COLUMN,
        column,
        null,
        relation == null ? List.of() : List.of(relation));
  }

  private static Scope level(Item item, Scope scope) {
    for (Scope level = scope; level != null; level = level.parent()) {
      if (level.items().contains(item)) {
        return level;
      }
    }
    return scope;
  }

  /// The entry of FROM that a qualifier means, or null.
  @Nullable Item item(@Nullable String schema, String table, Scope scope) {
    return item(schema, table, scope, null);
  }

  private static @Nullable Item item(
      @Nullable String schema, String table, Scope scope, @Nullable Scope end) {
    for (Scope level = scope; level != null && level != end; level = level.parent()) {
      for (Item item : level.items()) {
        boolean sameSchema = schema == null || schema.equals(item.schema());
        if (table.equals(item.name()) && sameSchema && item.reachable()) {
          return item;
        }
      }
    }
    return null;
  }

  private RuntimeException noItem(Expression.ColumnReference reference, String table, Scope scope) {
    for (Scope level = scope; level != null; level = level.parent()) {
      for (Item item : level.hidden()) {
        if (table.equals(item.name())) {
          String message = "invalid reference to FROM-clause entry for table \"" + table + "\"";
          String there =
              "There is an entry for table \""
                  + table
                  + "\", but it cannot be referenced from this part of the query.";
          return analysis.missing(
              hidden(message, there, "table", level, reference.span()),
              ObjectKind.TABLE,
              table,
              null,
              List.of());
        }
      }
    }
    Item hidden = null;
    for (Scope level = scope; level != null; level = level.parent()) {
      for (Item item : level.items()) {
        String relation = item.relation();
        boolean same = relation != null && relation.endsWith("." + table);
        hidden = hidden == null && same ? item : hidden;
      }
    }
    String what = hidden == null ? "missing" : "invalid reference to";
    String message = what + " FROM-clause entry for table \"" + table + "\"";
    String alias = hidden == null ? null : hidden.name();
    String detail = null;
    String hint = null;
    if (alias != null && alias.equals(table)) {
      String there =
          "There is an entry for table \""
              + table
              + "\", but it cannot be referenced from this part of the query.";
      boolean detailed = analysis.database().major() >= 16;
      detail = detailed ? there : null;
      hint = detailed ? null : there;
    } else if (alias != null) {
      hint = "Perhaps you meant to reference the table alias \"" + alias + "\".";
    }
    return analysis.missing(
        new ServerError("42P01", message, detail, hint, reference.span(), null),
        ObjectKind.TABLE,
        table,
        null,
        List.of());
  }

  static @Nullable String open(Scope scope) {
    for (Scope level = scope; level != null; level = level.parent()) {
      for (Item item : level.items()) {
        if (item.open() != null) {
          return item.open();
        }
      }
    }
    return null;
  }

  private static String text(List<Name> parts) {
    return parts.stream().map(Name::stored).collect(Collectors.joining("."));
  }
}
