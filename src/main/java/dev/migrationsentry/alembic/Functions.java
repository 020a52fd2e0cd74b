package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls of SQL functions (`sa.func`), CASE and windows.
final class Functions {
  /// Functions that SQLAlchemy writes without parentheses.
  private static final Map<String, String> WITHOUT_PARENTHESES =
      Map.of(
          "current_date", "CURRENT_DATE",
          "current_time", "CURRENT_TIME",
          "current_timestamp", "CURRENT_TIMESTAMP",
          "current_user", "CURRENT_USER",
          "localtime", "LOCALTIME",
          "localtimestamp", "LOCALTIMESTAMP",
          "session_user", "SESSION_USER",
          "user", "USER",
          "sysdate", "sysdate");

  /// Functions that SQLAlchemy knows, and writes in lower case however they are called.
  private static final Set<String> KNOWN =
      Set.of(
          "coalesce",
          "max",
          "min",
          "sum",
          "now",
          "concat",
          "char_length",
          "random",
          "count",
          "array_agg",
          "rank",
          "dense_rank");

  private final Expressions expressions;
  private final Types types;

  Functions(Expressions expressions, Types types) {
    this.expressions = expressions;
    this.types = types;
  }

  /// A call of a function.
  ///
  /// @param name what stands after `func.`
  Expression of(String name, Value.Construct call) {
    Span at = call.span();
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = WITHOUT_PARENTHESES.get(lower);
    if (bare != null) {
      return Expression.atom(Sql.words(bare, at), lower.endsWith("user") ? Kind.STRING : Kind.TIME);
    }
    List<Value> positional = call.arguments().positional();
    if (lower.equals("cast") && positional.size() == 2) {
      return expressions.of(new Value.Construct("sqlalchemy.cast", call.arguments(), at), at);
    }
    if (lower.equals("count") && positional.isEmpty()) {
      return Expression.atom(Sql.words("count(*)", at), Kind.INTEGER);
    }
    if (lower.equals("substring") && positional.size() >= 2) {
      return substring(positional, at);
    }
    List<Expression> arguments = expressions.all(positional, at);
    Sql sql =
        new Sql(at)
            .words(KNOWN.contains(lower) ? lower : written(name))
            .words("(")
            .joined(", ", Expressions.sqlOf(arguments))
            .words(")");
    return new Expression(
        sql.text(), null, List.of(), kind(lower, call, arguments), Expression.together(arguments));
  }

  private static String written(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("\\.", -1)) {
      parts.add(part);
    }
    return String.join(".", parts);
  }

  private @Nullable Kind kind(String name, Value.Construct call, List<Expression> arguments) {
    Value type = call.arguments().get("type_");
    if (type != null) {
      return types.of(type, null, call.span()).kind();
    }
    return switch (name) {
      case "coalesce", "max", "min", "sum" ->
          arguments.isEmpty() ? null : arguments.getFirst().kind();
      case "concat" -> Kind.STRING;
      case "count", "char_length" -> Kind.INTEGER;
      case "now" -> Kind.TIME;
      default -> null;
    };
  }

  private Expression substring(List<Value> arguments, Span at) {
    List<Expression> all = expressions.all(arguments, at);
    Sql sql =
        new Sql(at)
            .words("SUBSTRING(")
            .text(all.get(0).sql())
            .words(" FROM ")
            .text(all.get(1).sql());
    if (all.size() > 2) {
      sql.words(" FOR ").text(all.get(2).sql());
    }
    return new Expression(
        sql.words(")").text(), null, List.of(), Kind.STRING, Expression.together(all));
  }

  /// `sa.case(…)`, with its conditions as tuples, as one list of tuples or as a dictionary.
  Expression choice(Value.Construct call) {
    Span at = call.span();
    List<Expression> parts = new ArrayList<>();
    Sql sql = new Sql(at).words("CASE ");
    Value subject = call.arguments().get("value");
    if (subject != null && !(subject instanceof Value.None)) {
      Expression of = expressions.of(subject, at);
      parts.add(of);
      sql.text(of.sql()).words(" ");
    }
    @Nullable Kind kind = null;
    for (List<Value> pair : pairs(call)) {
      Expression when = expressions.of(pair.get(0), at);
      Expression then = expressions.of(pair.get(1), at);
      kind = then.kind();
      parts.add(when);
      parts.add(then);
      sql.words("WHEN ").text(when.aside(at)).words(" THEN ").text(then.sql()).words(" ");
    }
    Value otherwise = call.arguments().get("else_");
    if (otherwise != null && !(otherwise instanceof Value.None)) {
      Expression of = expressions.of(otherwise, kind, at);
      parts.add(of);
      sql.words("ELSE ").text(of.sql()).words(" ");
    }
    return new Expression(
        sql.words("END").text(), null, List.of(), kind, Expression.together(parts));
  }

  private static List<List<Value>> pairs(Value.Construct call) {
    List<List<Value>> pairs = new ArrayList<>();
    for (Value value : call.arguments().positional()) {
      switch (value) {
        case Value.Mapping mapping ->
            mapping.entries().forEach((when, then) -> pairs.add(List.of(when, then)));
        case Value.Sequence sequence when sequence.kind() == Value.Sequence.Kind.LIST -> {
          for (Value pair : Call.items(sequence, "the conditions of case")) {
            pairs.add(pair(pair));
          }
        }
        default -> pairs.add(pair(value));
      }
    }
    return pairs;
  }

  private static List<Value> pair(Value value) {
    List<Value> pair = Call.items(value, "a condition of case");
    if (pair.size() != 2) {
      throw new NotRendered("a condition of case is not a pair");
    }
    return pair;
  }

  /// `.over(…)` and `.filter(…)` of a function.
  Expression windowed(Value.MemberCall call) {
    Span at = call.span();
    Expression of = expressions.of(call.of(), at);
    if (call.name().equals("filter")) {
      Expression condition =
          Expression.joined(Operator.AND, expressions.all(call.arguments().positional(), at), at);
      return of.with(
          new Sql(at)
              .text(of.sql())
              .words(" FILTER (WHERE ")
              .text(condition.sql())
              .words(")")
              .text());
    }
    if (call.name().equals("within_group")) {
      throw new NotRendered("within_group is not known");
    }
    List<Value.Text> clauses = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    parts.add(of);
    window(call, 0, "partition_by", "PARTITION BY ", clauses, parts);
    window(call, 1, "order_by", "ORDER BY ", clauses, parts);
    for (String other : call.arguments().named().keySet()) {
      if (!other.equals("partition_by") && !other.equals("order_by")) {
        throw new NotRendered("the argument " + other + " of over is not known");
      }
    }
    Sql sql = new Sql(at).text(of.sql()).words(" OVER (").joined(" ", clauses).words(")");
    return new Expression(sql.text(), null, List.of(), of.kind(), Expression.together(parts));
  }

  private void window(
      Value.MemberCall call,
      int position,
      String name,
      String words,
      List<Value.Text> clauses,
      List<Expression> parts) {
    Value value = call.arguments().get(position, name);
    if (value == null || value instanceof Value.None) {
      return;
    }
    List<Value> values =
        value instanceof Value.Sequence ? Call.items(value, "the window") : List.of(value);
    List<Expression> all = expressions.all(values, call.span());
    parts.addAll(all);
    clauses.add(new Sql(call.span()).words(words).joined(", ", Expressions.sqlOf(all)).text());
  }
}
