package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Extended statistics (manual, CREATE STATISTICS).
final class StatisticsObjects {
  private static final List<String> ALL = List.of("ndistinct", "dependencies", "mcv");

  private StatisticsObjects() {}

  static void execute(ObjectStatement.CreateStatistics statement, Draft draft) {
    if (statement.name() == null && draft.major() < 16) {
      throw Errors.syntaxError("on", statement.span());
    }
    QualifiedName from = statement.tables().getFirst();
    Relation table = draft.names().relation(from);
    boolean fits = table instanceof Table || (table instanceof View view && view.materialized());
    if (!fits) {
      throw Refusal.of(
              "42809",
              draft.major() < 15
                  ? "relation \""
                      + table.name()
                      + "\" is not a table, foreign table, or materialized view"
                  : "cannot define statistics for relation \"" + table.name() + "\"",
              from.span())
          .detail(
              draft.major() < 15
                  ? null
                  : "This operation is not supported for " + AlterPermissions.plural(table) + ".")
          .restingOn(table.name());
    }
    List<Integer> columns = columns(draft, statement, table);
    QualifiedName written = statement.name();
    int namespace =
        written == null ? table.namespace() : draft.names().creationNamespace(written).id();
    if (written != null) {
      SchemaObject existing =
          draft.schema().other(ObjectKind.STATISTICS, namespace, written.name());
      if (existing != null) {
        if (statement.ifNotExists()) {
          draft.skipped(existing);
          return;
        }
        throw Refusal.of(
                "42710",
                "statistics object \"" + written.name() + "\" already exists",
                written.span())
            .about(ObjectKind.STATISTICS, written);
      }
    }
    List<String> kinds = kinds(statement, columns);
    if (columns.size() < 2 && !columns.contains(0)) {
      throw Refusal.of("42P17", "extended statistics require at least 2 columns", statement.span());
    }
    create(draft, table, written == null ? null : written.name(), namespace, kinds, columns);
  }

  private static List<Integer> columns(
      Draft draft, ObjectStatement.CreateStatistics statement, Relation table) {
    List<Integer> columns = new ArrayList<>();
    int expressions = 0;
    for (Expression item : statement.items()) {
      if (item instanceof Expression.ColumnReference reference && reference.parts().size() == 1) {
        Name name = reference.parts().getFirst();
        Column column = table.column(name.stored());
        if (column == null) {
          throw Errors.noColumn(
              draft, "column \"" + name.stored() + "\" does not exist", name, table);
        }
        if (columns.contains(column.number())) {
          throw Refusal.of("42701", "duplicate column name in statistics definition", item.span());
        }
        columns.add(column.number());
      } else {
        new Expressions(draft).analyse(item, ExpressionPlace.STATISTICS, table);
        expressions++;
      }
    }
    columns.sort(null);
    for (int i = 0; i < expressions; i++) {
      columns.add(0);
    }
    return columns;
  }

  private static List<String> kinds(
      ObjectStatement.CreateStatistics statement, List<Integer> columns) {
    List<String> written = statement.kinds().stream().map(Name::stored).toList();
    for (Name kind : statement.kinds()) {
      if (!ALL.contains(kind.stored())) {
        throw Refusal.of(
            "42601", "unrecognized statistics kind \"" + kind.stored() + "\"", kind.span());
      }
    }
    // Statistics on one expression alone have no kinds.
    return columns.size() < 2
        ? List.of()
        : ALL.stream().filter(kind -> written.isEmpty() || written.contains(kind)).toList();
  }

  /// Creates statistics on a table.
  ///
  /// @param name null when the server is to choose one
  /// @param columns the numbers of the columns; 0 for an expression
  static GlobalObject.Statistics create(
      Draft draft,
      Relation table,
      @Nullable String name,
      int namespace,
      List<String> kinds,
      List<Integer> columns) {
    String chosen = name != null ? name : chosenName(draft, table, columns);
    GlobalObject.Statistics statistics =
        draft.create(
            id -> new GlobalObject.Statistics(id, chosen, namespace, table.id(), kinds, columns));
    draft.created(statistics);
    for (int column : columns) {
      draft.depend(new Dependency(statistics.id(), 0, table.id(), column, Dependency.Kind.AUTO));
    }
    return statistics;
  }

  private static String chosenName(Draft draft, Relation table, List<Integer> columns) {
    List<String> names = new ArrayList<>();
    for (int number : columns) {
      Column column = table.column(number);
      names.add(column == null ? "expr" : column.name());
    }
    String addition = ChosenNames.addition(ChosenNames.distinct(names));
    String label = "stat";
    for (int pass = 1; ; pass++) {
      String name = ChosenNames.joined(table.name(), addition, label);
      if (draft.schema().other(ObjectKind.STATISTICS, table.namespace(), name) == null) {
        return name;
      }
      label = "stat" + pass;
    }
  }
}
