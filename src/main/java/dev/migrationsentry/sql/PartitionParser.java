package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads partition keys and bounds (manual, section 5.12).
final class PartitionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  PartitionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `PARTITION BY strategy (keys)`, or null.
  CreateTable.@Nullable PartitionBy optionalPartitionBy() {
    int start = cursor.position();
    if (!cursor.accept("partition")) {
      return null;
    }
    cursor.expect("by");
    int token = cursor.position();
    String written = names.colId().value();
    cursor.expect('(');
    List<IndexStatement.Key> keys = new ArrayList<>(2);
    do {
      keys.add(parser.indexes.partitionKey());
    } while (cursor.accept(','));
    cursor.expect(')');
    String strategy = Cursor.lower(written);
    return switch (strategy) {
      case "range", "list", "hash" ->
          new CreateTable.PartitionBy(strategy, keys, cursor.span(start));
      default ->
          throw cursor.error(
              "22023", "unrecognized partitioning strategy \"" + written + "\"", token);
    };
  }

  /// `FOR VALUES …`, or DEFAULT (`PartitionBoundSpec`).
  CreateTable.Bound bound() {
    int start = cursor.position();
    if (cursor.accept("default")) {
      return new CreateTable.Bound("default", List.of(), List.of(), cursor.span(start));
    }
    cursor.expect("for", "values");
    return switch (cursor.expectAny("in", "from", "with")) {
      case "in" -> {
        List<Expression> values = values();
        yield new CreateTable.Bound("list", values, List.of(), cursor.span(start));
      }
      case "from" -> {
        List<Expression> from = values();
        cursor.expect("to");
        List<Expression> to = values();
        yield new CreateTable.Bound("range", from, to, cursor.span(start));
      }
      default -> hash(start);
    };
  }

  private List<Expression> values() {
    cursor.expect('(');
    List<Expression> values = parser.expressions.expressionList();
    cursor.expect(')');
    return values;
  }

  private CreateTable.Bound hash(int start) {
    int open = cursor.position() - 1;
    Expression modulus = null;
    Expression remainder = null;
    List<Part> parts = new ArrayList<>(2);
    cursor.expect('(');
    do {
      int token = cursor.position();
      String name = names.nonReservedWord().value();
      int number = cursor.position();
      int value = names.integer();
      parts.add(
          new Part(
              name,
              token,
              new Expression.Constant(
                  Expression.Constant.Kind.INTEGER, Integer.toString(value), cursor.span(number))));
    } while (cursor.accept(','));
    cursor.expect(')');
    for (Part part : parts) {
      switch (part.name) {
        case "modulus" -> modulus = once(modulus, part);
        case "remainder" -> remainder = once(remainder, part);
        default ->
            throw cursor.error(
                "unrecognized hash partition bound specification \"" + part.name + "\"",
                part.token);
      }
    }
    if (modulus == null || remainder == null) {
      throw cursor.error(
          (modulus == null ? "modulus" : "remainder") + " for hash partition must be specified",
          open);
    }
    return new CreateTable.Bound(
        "hash", List.of(modulus, remainder), List.of(), cursor.span(start));
  }

  private record Part(String name, int token, Expression value) {}

  private Expression once(@Nullable Expression earlier, Part part) {
    if (earlier != null) {
      throw cursor.error(
          "42710", part.name + " for hash partition provided more than once", part.token);
    }
    return part.value;
  }
}
