package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The types of expressions.
final class Expressions {
  private static final DataType BOOLEAN = DataType.builtin("bool");
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");
  private static final Set<String> CHOICES = Set.of("coalesce", "greatest", "least", "nullif");

  private final Analysis analysis;
  private final Columns columns;

  Expressions(Analysis analysis) {
    this.analysis = analysis;
    this.columns = new Columns(analysis);
  }

  Columns columns() {
    return columns;
  }

  /// Analyses a condition.
  ///
  /// @param clause the clause's name as PostgreSQL's message has it: `WHERE`
  void condition(Expression expression, Scope scope, String clause) {
    DataType type = type(expression, scope);
    boolean builtin = type instanceof DataType.Builtin;
    if (builtin && !type.unmodified().equals(BOOLEAN) && !type.equals(DataType.unknownLiteral())) {
      throw analysis.refused(
          "42804",
          "argument of "
              + clause
              + " must be type boolean, not type "
              + TypeSpelling.of(type.unmodified(), analysis.database().schema()),
          expression.span());
    }
  }

  /// The type of an expression; undecided where it is not known.
  DataType type(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant constant -> constant(constant);
      case Expression.ColumnReference reference -> columns.type(reference, scope);
      case Expression.Star ignored -> new DataType.Undecided();
      case Expression.Parameter ignored -> new DataType.Undecided();
      case Expression.Operation operation -> {
        Expression left = operation.left();
        DataType leftType = left == null ? null : type(left, scope);
        DataType rightType = type(operation.right(), scope);
        if (left != null && leftType != null && COMPARISONS.contains(operation.operator())) {
          analysis.literals.common(
              List.of(left, operation.right()), List.of(leftType, rightType));
        }
        yield analysis.calls.operator(operation, leftType, rightType);
      }
      case Expression.Logical logical -> {
        logical.operands().forEach(operand -> condition(operand, scope, logical.word().name()));
        yield BOOLEAN;
      }
      case Expression.Not not -> {
        condition(not.operand(), scope, "NOT");
        yield BOOLEAN;
      }
      case Expression.Is is -> {
        Expression other = is.other();
        compared(other == null ? List.of(is.operand()) : List.of(is.operand(), other), scope);
        yield BOOLEAN;
      }
      case Expression.Between between -> {
        compared(List.of(between.operand(), between.low(), between.high()), scope);
        yield BOOLEAN;
      }
      case Expression.Like like -> bool(scope, like.operand(), like.pattern(), like.escape());
      case Expression.InList in -> {
        List<Expression> operands = new ArrayList<>(in.values());
        operands.add(in.operand());
        compared(operands, scope);
        yield BOOLEAN;
      }
      case Expression.InQuery in -> {
        analysis.queries.query(in.query(), scope);
        yield bool(scope, in.operand());
      }
      case Expression.Quantified quantified -> {
        Query query = quantified.query();
        if (query != null) {
          analysis.queries.query(query, scope);
        }
        yield bool(scope, quantified.operand(), quantified.array());
      }
      case Expression.Subquery subquery -> subquery(subquery, scope);
      case Expression.Case choice -> choice(choice, scope);
      case Expression.Cast cast -> {
        type(cast.operand(), scope);
        DataType target = analysis.types.named(cast.type());
        analysis.literals.assigned(cast.operand(), target);
        yield target;
      }
      case Expression.Collate collate -> type(collate.operand(), scope);
      case Expression.AtTimeZone at -> {
        Expression zone = at.zone();
        if (zone != null) {
          type(zone, scope);
        }
        yield shifted(type(at.operand(), scope));
      }
      case Expression.ArrayConstructor array -> {
        DataType element = common(types(array.elements(), scope));
        yield element instanceof DataType.Undecided || element instanceof DataType.Array
            ? element
            : new DataType.Array(element.unmodified());
      }
      case Expression.RowConstructor row -> {
        types(row.elements(), scope);
        yield DataType.builtin("record");
      }
      case Expression.Subscript subscript -> {
        DataType of = type(subscript.operand(), scope);
        bool(scope, subscript.lower(), subscript.upper());
        yield of instanceof DataType.Array array && !subscript.slice()
            ? array.element()
            : subscript.slice() ? of : new DataType.Undecided();
      }
      case Expression.FieldSelection selection -> {
        type(selection.operand(), scope);
        yield new DataType.Undecided();
      }
      case Expression.FunctionCall call -> call(call, scope);
      case Expression.SpecialCall call -> {
        List<DataType> arguments = types(call.arguments(), scope);
        if (CHOICES.contains(call.name())) {
          analysis.literals.common(call.arguments(), arguments);
        }
        yield SpecialCalls.type(call, arguments, analysis);
      }
      case Expression.CurrentOf ignored -> BOOLEAN;
    };
  }

  private DataType call(Expression.FunctionCall call, Scope scope) {
    List<DataType> arguments = new ArrayList<>();
    for (Expression.FunctionCall.Argument argument : call.arguments()) {
      arguments.add(type(argument.value(), scope));
    }
    for (Expression.SortKey key : call.orderBy()) {
      DataType sorted = type(key.expression(), scope);
      if (call.withinGroup()) {
        arguments.add(sorted);
      }
    }
    Expression filter = call.filter();
    if (filter != null) {
      condition(filter, scope, "FILTER");
    }
    Expression.Window over = call.over();
    if (over != null) {
      window(over, scope);
    }
    return analysis.calls.type(call, arguments);
  }

  void window(Expression.Window window, Scope scope) {
    types(window.partitionBy(), scope);
    window.orderBy().forEach(key -> type(key.expression(), scope));
    types(window.frameBounds(), scope);
  }

  private DataType subquery(Expression.Subquery subquery, Scope scope) {
    List<Resolved.OutputColumn> output = analysis.queries.query(subquery.query(), scope);
    return switch (subquery.use()) {
      case EXISTS -> BOOLEAN;
      case SCALAR -> only(output, subquery);
      case ARRAY -> {
        DataType element = only(output, subquery);
        yield element instanceof DataType.Undecided || element instanceof DataType.Array
            ? element
            : new DataType.Array(element);
      }
    };
  }

  private DataType only(List<Resolved.OutputColumn> output, Expression.Subquery subquery) {
    if (output.size() > 1) {
      throw analysis.refused("42601", "subquery must return only one column", subquery.span());
    }
    return output.isEmpty() ? new DataType.Undecided() : output.getFirst().type();
  }

  private DataType choice(Expression.Case choice, Scope scope) {
    Expression operand = choice.operand();
    if (operand != null) {
      List<Expression> compared = new ArrayList<>();
      compared.add(operand);
      choice.whens().forEach(when -> compared.add(when.condition()));
      compared(compared, scope);
    }
    List<Expression> values = new ArrayList<>();
    List<DataType> results = new ArrayList<>();
    for (Expression.Case.When when : choice.whens()) {
      if (operand == null) {
        condition(when.condition(), scope, "CASE/WHEN");
      }
      values.add(when.result());
      results.add(type(when.result(), scope));
    }
    Expression otherwise = choice.otherwise();
    if (otherwise != null) {
      values.add(otherwise);
      results.add(type(otherwise, scope));
    }
    analysis.literals.common(values, results);
    return common(results);
  }

  List<DataType> types(List<Expression> expressions, Scope scope) {
    List<DataType> types = new ArrayList<>();
    for (Expression expression : expressions) {
      types.add(type(expression, scope));
    }
    return types;
  }

  /// The type that several values have in common; undecided unless all but untyped literals have
  /// the same.
  static DataType common(List<DataType> types) {
    DataType common = null;
    for (DataType type : types) {
      if (type.equals(DataType.unknownLiteral())) {
        continue;
      }
      if (common != null && !common.equals(type)) {
        return new DataType.Undecided();
      }
      common = type;
    }
    return common == null ? DataType.builtin("text") : common;
  }

  private void compared(List<Expression> operands, Scope scope) {
    analysis.literals.common(operands, types(operands, scope));
  }

  private DataType bool(Scope scope, @Nullable Expression... operands) {
    for (Expression operand : operands) {
      if (operand != null) {
        type(operand, scope);
      }
    }
    return BOOLEAN;
  }

  private static DataType shifted(DataType type) {
    if (type.unmodified().equals(DataType.builtin("timestamp"))) {
      return DataType.builtin("timestamptz");
    }
    if (type.unmodified().equals(DataType.builtin("timestamptz"))) {
      return DataType.builtin("timestamp");
    }
    return new DataType.Undecided();
  }

  private static DataType constant(Expression.Constant constant) {
    return switch (constant.kind()) {
      case STRING, NULL, DEFAULT -> DataType.unknownLiteral();
      case INTEGER -> integer(constant.value());
      case DECIMAL -> DataType.builtin("numeric");
      case BIT_STRING, HEX_STRING -> DataType.builtin("bit");
      case BOOLEAN -> BOOLEAN;
    };
  }

  private static DataType integer(String digits) {
    // Leading zeros are decimal here, and octal in Java.
    int first = 0;
    while (first + 1 < digits.length()
        && digits.charAt(first) == '0'
        && Character.isDigit(digits.charAt(first + 1))) {
      first++;
    }
    try {
      long value = Long.decode(digits.substring(first));
      return DataType.builtin(value <= Integer.MAX_VALUE ? "int4" : "int8");
    } catch (NumberFormatException tooLong) {
      return DataType.builtin("numeric");
    }
  }
}
