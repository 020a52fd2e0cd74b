package dev.migrationsentry.evaluation;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the columns of a query and the items of its FROM are called.
final class OutputColumns {
  private OutputColumns() {}

  /// The columns that a query makes of one row.
  static Map<String, Value> of(Query.Select select, Variables row, Evaluator evaluator) {
    Map<String, Value> output = new LinkedHashMap<>();
    for (Query.Target target : select.targets()) {
      if (target.expression() instanceof Expression.Star star) {
        for (String alias : aliases(select.from())) {
          Map<String, Value> columns = row.row(alias);
          boolean wanted =
              star.qualifier().isEmpty() || star.qualifier().getLast().stored().equals(alias);
          if (columns != null && wanted) {
            output.putAll(columns);
          }
        }
        continue;
      }
      output.put(name(target, output.size()), evaluator.value(target.expression(), row));
    }
    if (output.isEmpty()) {
      output.put("?column?", new Value.Null());
    }
    return output;
  }

  /// What a column is called.
  ///
  /// @param position how many columns stand before it
  static String name(Query.Target target, int position) {
    Name alias = target.alias();
    if (alias != null) {
      return alias.stored();
    }
    return switch (target.expression()) {
      case Expression.ColumnReference reference -> reference.parts().getLast().stored();
      case Expression.FunctionCall call -> call.name().name();
      case Expression.Cast cast
          when cast.operand() instanceof Expression.ColumnReference reference ->
          reference.parts().getLast().stored();
      default -> "?column?" + position;
    };
  }

  private static List<String> aliases(List<Query.FromItem> from) {
    List<String> aliases = new ArrayList<>();
    for (Query.FromItem item : from) {
      switch (item) {
        case Query.JoinItem join -> aliases.addAll(aliases(List.of(join.left(), join.right())));
        default -> aliases.add(alias(item));
      }
    }
    return aliases;
  }

  /// What the columns of an item are qualified with.
  static String alias(Query.FromItem item) {
    Query.Alias alias =
        switch (item) {
          case Query.TableItem table -> table.alias();
          case Query.QueryItem query -> query.alias();
          case Query.FunctionItem function -> function.alias();
          case Query.TableFunctionItem function -> function.alias();
          case Query.JoinItem join -> join.alias();
        };
    if (alias != null) {
      return alias.name().stored();
    }
    return switch (item) {
      case Query.TableItem table -> table.table().name();
      case Query.FunctionItem function
          when function.calls().getFirst() instanceof Expression.FunctionCall call ->
          call.name().name();
      default -> "";
    };
  }
}
