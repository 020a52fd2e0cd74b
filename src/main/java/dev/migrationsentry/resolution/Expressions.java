package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;

/// The types of expressions.
final class Expressions {
  private static final DataType BOOLEAN = DataType.builtin("bool");

  private final Analysis analysis;
  private final Columns columns;
  private final Comparisons comparisons;

  Expressions(Analysis analysis) {
    this.analysis = analysis;
    this.columns = new Columns(analysis);
    this.comparisons = new Comparisons(analysis);
  }

  Columns columns() {
    return columns;
  }

  /// Analyses a condition.
  ///
  /// @param clause the clause's name as PostgreSQL's message has it: `WHERE`
  void condition(Expression expression, Scope scope, String clause) {
    DataType type = type(expression, scope);
    if (!analysis.conversions.possible(type, BOOLEAN, Context.ASSIGNMENT)) {
      throw analysis.unmatched(
          "42804",
          "argument of " + clause + " must be type boolean, not type " + analysis.spelled(type),
          null,
          expression.span(),
          ObjectKind.CAST,
          "cast",
          null);
    }
  }

  /// Analyses a condition in a clause that takes no aggregates.
  ///
  /// @param clause as [#condition(Expression, Scope, String)] has it
  /// @param words as messages about functions in it say it
  void condition(Expression expression, Scope scope, String clause, String words) {
    scope.clause(words);
    condition(expression, scope, clause);
    scope.clause(null);
  }

  /// The type of an expression; undecided where it is not known.
  DataType type(Expression expression, Scope scope) {
    if (!scope.isGroup(expression)) {
      return ungrouped(expression, scope);
    }
    ColumnUses.Mark mark = analysis.uses.mark();
    DataType type = ungrouped(expression, scope);
    analysis.uses.take(mark, scope);
    return type;
  }

  private DataType ungrouped(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant constant -> constant(constant);
      case Expression.ColumnReference reference -> columns.type(reference, scope);
      case Expression.Star ignored -> new DataType.Undecided();
      case Expression.Parameter ignored -> new DataType.Undecided();
      case Expression.Operation operation -> operation(operation, scope);
      case Expression.Logical logical -> {
        logical.operands().forEach(operand -> condition(operand, scope, logical.word().name()));
        yield BOOLEAN;
      }
      case Expression.Not not -> {
        condition(not.operand(), scope, "NOT");
        yield BOOLEAN;
      }
      case Expression.Is is -> {
        comparisons.is(is, scope);
        yield BOOLEAN;
      }
      case Expression.Between between -> {
        comparisons.between(between, scope);
        yield BOOLEAN;
      }
      case Expression.Like like -> {
        comparisons.like(like, scope);
        yield BOOLEAN;
      }
      case Expression.InList in -> {
        comparisons.inList(in, scope);
        yield BOOLEAN;
      }
      case Expression.InQuery in -> {
        comparisons.inQuery(in, scope);
        yield BOOLEAN;
      }
      case Expression.Quantified quantified -> {
        comparisons.quantified(quantified, scope);
        yield BOOLEAN;
      }
      case Expression.Subquery subquery -> subquery(subquery, scope);
      case Expression.Case choice -> choice(choice, scope);
      case Expression.Cast cast -> cast(cast, scope);
      case Expression.Collate collate -> type(collate.operand(), scope);
      case Expression.AtTimeZone at -> {
        Expression zone = at.zone();
        DataType of = type(at.operand(), scope);
        yield analysis.calls.builtin(
            "timezone", zone == null ? List.of(of) : List.of(type(zone, scope), of));
      }
      case Expression.ArrayConstructor array -> {
        DataType element =
            analysis.conversions.common(types(array.elements(), scope), "ARRAY", array.elements());
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
        for (Expression bound : new Expression[] {subscript.lower(), subscript.upper()}) {
          if (bound != null) {
            type(bound, scope);
          }
        }
        yield of instanceof DataType.Array array && !subscript.slice()
            ? array.element()
            : subscript.slice() ? of : new DataType.Undecided();
      }
      case Expression.FieldSelection selection -> {
        yield field(type(selection.operand(), scope), selection);
      }
      case Expression.FunctionCall call -> {
        ColumnUses.Mark mark = analysis.uses.mark();
        yield analysis.calls.type(call, arguments(call, scope), scope, mark);
      }
      case Expression.SpecialCall call -> {
        ColumnUses.Mark mark = analysis.uses.mark();
        List<DataType> arguments = types(call.arguments(), scope);
        if (call.name().equals("grouping")
            || call.name().equals("json_arrayagg")
            || call.name().equals("json_objectagg")) {
          // Whether the last two are aggregates or window functions here is not told.
          analysis.uses.take(mark, scope);
        }
        yield SpecialCalls.type(call, arguments, analysis);
      }
      case Expression.CurrentOf ignored -> BOOLEAN;
    };
  }

  private DataType operation(Expression.Operation operation, Scope scope) {
    Expression left = operation.left();
    Expression right = operation.right();
    if (left instanceof Expression.RowConstructor row) {
      types(row.elements(), scope);
      if (right instanceof Expression.Subquery subquery) {
        analysis.queries.query(subquery.query(), scope);
      } else {
        type(right, scope);
      }
      return BOOLEAN;
    }
    if (left == null
        && operation.operator().equals("-")
        && right instanceof Expression.Constant constant
        && constant.value().equals("2147483648")) {
      return DataType.builtin("int4");
    }
    DataType leftType = left == null ? null : type(left, scope);
    DataType rightType = type(right, scope);
    DataType type =
        analysis.operators.type(
            operation.operator(), operation.schema(), leftType, rightType, operation.span());
    if (left != null && leftType != null) {
      comparisons.literals(left, leftType, right, rightType);
    }
    return type;
  }

  private DataType cast(Expression.Cast cast, Scope scope) {
    DataType target = analysis.types.named(cast.type());
    String key = analysis.system.key(target);
    boolean intoArray =
        key != null
            && analysis.system.ofKey(analysis.conversions.base(key)) instanceof DataType.Array;
    if (cast.operand() instanceof Expression.ArrayConstructor array && intoArray) {
      elements(array, scope);
      return target;
    }
    DataType source = type(cast.operand(), scope);
    if (!(cast.operand() instanceof Expression.Constant)) {
      analysis.stability.convert(source, target);
    }
    analysis.conversions.cast(source, target, cast.span());
    analysis.constants.take(cast.operand(), target);
    return target;
  }

  /// The elements of an array whose type is given by a cast: each is converted by itself.
  private void elements(Expression.ArrayConstructor array, Scope scope) {
    for (Expression element : array.elements()) {
      if (element instanceof Expression.ArrayConstructor inner) {
        elements(inner, scope);
      } else {
        type(element, scope);
      }
    }
  }

  private DataType field(DataType type, Expression.FieldSelection selection) {
    Name field = selection.field();
    String key = analysis.system.key(type);
    CatalogType composite = key == null ? null : analysis.system.type(key);
    if (field != null && composite != null) {
      for (CatalogColumn column : composite.columns()) {
        if (column.name().equals(field.stored())) {
          return analysis.system.ofKey(column.type());
        }
      }
    }
    return new DataType.Undecided();
  }

  /// The types of a call's arguments, and of the keys of WITHIN GROUP.
  List<DataType> arguments(Expression.FunctionCall call, Scope scope) {
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
      String clause = scope.clause();
      scope.clause("FILTER");
      condition(filter, scope, "FILTER");
      scope.clause(clause);
    }
    Expression.Window over = call.over();
    if (over != null) {
      window(over, scope);
    }
    return arguments;
  }

  void window(Expression.Window window, Scope scope) {
    String clause = scope.clause();
    scope.clause("window definitions");
    types(window.partitionBy(), scope);
    window.orderBy().forEach(key -> type(key.expression(), scope));
    types(window.frameBounds(), scope);
    scope.clause(clause);
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
    DataType compared = operand == null ? null : type(operand, scope);
    if (compared != null && compared.equals(DataType.unknownLiteral())) {
      compared = DataType.builtin("text");
    }
    List<DataType> results = new ArrayList<>();
    List<Expression> places = new ArrayList<>();
    Expression otherwise = choice.otherwise();
    for (Expression.Case.When when : choice.whens()) {
      if (operand == null || compared == null) {
        condition(when.condition(), scope, "CASE/WHEN");
      } else {
        DataType value = type(when.condition(), scope);
        analysis.operators.compare("=", compared, value, when.condition().span());
        comparisons.literals(operand, compared, when.condition(), value);
      }
      results.add(type(when.result(), scope));
      places.add(when.result());
    }
    // The server lists the ELSE first, which shows in its messages.
    if (otherwise != null) {
      results.addFirst(type(otherwise, scope));
      places.addFirst(otherwise);
    }
    return analysis.conversions.common(results, "CASE", places);
  }

  List<DataType> types(List<Expression> expressions, Scope scope) {
    List<DataType> types = new ArrayList<>();
    for (Expression expression : expressions) {
      types.add(type(expression, scope));
    }
    return types;
  }

  private static DataType constant(Expression.Constant constant) {
    return switch (constant.kind()) {
      case STRING, NULL, DEFAULT -> DataType.unknownLiteral();
      case INTEGER -> integer(constant.value());
      case DECIMAL ->
          constant.value().chars().allMatch(Character::isDigit)
              ? integer(constant.value())
              : DataType.builtin("numeric");
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
