package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Extended statistics (manual, CREATE STATISTICS).
final class StatisticsObjects {
  private StatisticsObjects() {}

  /// Creates statistics on a table.
  ///
  /// @param name null when the server is to choose one
  /// @param columns the numbers of the columns; 0 for an expression
  static GlobalObject.Statistics create(
      Draft draft,
      Relation table,
      @Nullable String name,
      List<String> kinds,
      List<Integer> columns) {
    String chosen = name != null ? name : chosenName(draft, table, columns);
    GlobalObject.Statistics statistics =
        draft.create(id ->
            new GlobalObject.Statistics(id, chosen, table.namespace(), table.id(), kinds, columns));
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
      if (draft
              .schema()
              .other(dev.migrationsentry.sql.ast.ObjectKind.STATISTICS, table.namespace(), name)
          == null) {
        return name;
      }
      label = "stat" + pass;
    }
  }
}
