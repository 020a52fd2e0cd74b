package dev.migrationsentry.rehearsal.rows;

import dev.migrationsentry.execution.ExpressionWalk;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Values that a condition may want: the constants in it, and what people like to ask for.
final class Candidates {
  private static final int LONGEST = 200;

  private Candidates() {}

  private static List<String> usual(int number) {
    return List.of(
        "a",
        "abc",
        "a" + number,
        "A" + number,
        "0",
        "1",
        "user" + number + "@example.org",
        "https://example.org/" + number,
        "+1" + (2_000_000_000 + number),
        "2000-01-01",
        Integer.toString(10_000 + number % 90_000),
        "{}",
        "true");
  }

  /// The texts of such values, the likeliest first.
  ///
  /// @param number makes those distinct that can be
  static List<String> of(String condition, int number) {
    Set<String> strings = new LinkedHashSet<>();
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> lengths = new LinkedHashSet<>();
    for (Statement statement :
        SqlReader.read(new SourceFile("condition", "select (" + condition + ")"))) {
      if (statement instanceof Query query && query.body() instanceof Query.Select select) {
        for (Query.Target target : select.targets()) {
          ExpressionWalk.visit(
              target.expression(),
              part -> {
                if (part instanceof Expression.Constant constant) {
                  constant(constant, number, strings, numbers, lengths);
                }
              });
        }
      }
    }
    List<String> all = new ArrayList<>(strings);
    all.addAll(numbers);
    all.addAll(lengths);
    all.addAll(usual(number));
    return List.copyOf(new LinkedHashSet<>(all));
  }

  private static void constant(
      Expression.Constant constant,
      int number,
      Set<String> strings,
      Set<String> numbers,
      Set<String> lengths) {
    switch (constant.kind()) {
      case STRING -> {
        // It may be a pattern of LIKE.
        strings.add(constant.value().replace("%", Integer.toString(number)).replace('_', '1'));
        strings.add(constant.value());
      }
      case INTEGER, DECIMAL -> {
        try {
          long value = (long) Double.parseDouble(constant.value());
          numbers.add(constant.value());
          numbers.add(Long.toString(value + 1));
          numbers.add(Long.toString(value - 1));
          if (value > 0 && value < LONGEST) {
            lengths.add("1".repeat((int) value));
            lengths.add("a".repeat((int) value));
            lengths.add("a".repeat((int) value + 1));
            lengths.add("A".repeat((int) value));
          }
        } catch (NumberFormatException other) {
          numbers.add(constant.value());
        }
      }
      case BOOLEAN -> strings.add(constant.value());
      case NULL, DEFAULT, BIT_STRING, HEX_STRING -> {}
    }
  }
}
