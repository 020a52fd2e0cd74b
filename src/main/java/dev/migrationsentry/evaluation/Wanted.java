package dev.migrationsentry.evaluation;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The constants that a query compares the columns of one catalog with: rows with other values need
/// not be made.
///
/// @param texts by column; several columns with the names of objects
/// @param ids by column; ids of objects
record Wanted(Map<String, String> texts, Map<String, Integer> ids) {
  /// Reads the conditions that hold for every row.
  ///
  /// @param alias what the query calls the catalog
  /// @param values what an expression yields before the catalog is looked at
  static Wanted of(String alias, List<Expression> conditions, Function<Expression, Value> values) {
    Wanted wanted = new Wanted(new HashMap<>(), new HashMap<>());
    for (Expression condition : conditions) {
      if (condition instanceof Expression.Operation operation
          && operation.operator().equals("=")
          && operation.left() != null) {
        wanted.put(alias, operation.left(), operation.right(), values);
        wanted.put(alias, operation.right(), operation.left(), values);
      }
    }
    return wanted;
  }

  /// The value that a column is compared with, or null.
  @Nullable String text(String column) {
    return texts.get(column);
  }

  /// The id that a column is compared with, or null.
  @Nullable Integer id(String column) {
    return ids.get(column);
  }

  /// The names of objects that are asked for.
  List<String> names() {
    return new ArrayList<>(texts.values());
  }

  private void put(
      String alias, Expression column, Expression value, Function<Expression, Value> values) {
    Expression plain = column;
    while (plain instanceof Expression.Cast cast) {
      plain = cast.operand();
    }
    if (!(plain instanceof Expression.ColumnReference reference)) {
      return;
    }
    List<Name> parts = reference.parts();
    if (parts.size() > 1 && !parts.get(parts.size() - 2).stored().equals(alias)) {
      return;
    }
    String name = parts.getLast().stored();
    switch (values.apply(value)) {
      case Value.Text text -> texts.put(name, text.text());
      case Value.Numeral(BigDecimal number) when isId(number) -> ids.put(name, number.intValue());
      default -> {
        // Nothing is known, or nothing that an object is found by.
      }
    }
  }

  private static boolean isId(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        && number.signum() >= 0
        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }
}
