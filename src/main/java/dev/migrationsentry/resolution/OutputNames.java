package dev.migrationsentry.resolution;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names that PostgreSQL gives result columns without alias (`FigureColname` of its source).
final class OutputNames {
  private static final String NONE = "?column?";

  private OutputNames() {}

  /// A name, and whether it is better than that of a type or of CASE around it.
  private record Figured(String name, boolean strong) {}

  /// The name of a result column.
  static String of(Expression expression) {
    Figured figured = figured(expression);
    return figured == null ? NONE : figured.name();
  }

  private static Figured strong(String name) {
    return new Figured(name, true);
  }

  private static @Nullable Figured figured(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference reference -> strong(reference.parts().getLast().stored());
      case Expression.FunctionCall call -> strong(call.name().name());
      case Expression.FieldSelection selection -> {
        Name field = selection.field();
        yield field == null ? null : strong(field.stored());
      }
      case Expression.Subscript subscript -> figured(subscript.operand());
      case Expression.Collate collate -> figured(collate.operand());
      case Expression.Cast cast -> {
        Figured inner = figured(cast.operand());
        yield inner != null && inner.strong()
            ? inner
            : new Figured(cast.type().name().name(), false);
      }
      case Expression.Case choice -> {
        Expression otherwise = choice.otherwise();
        Figured inner = otherwise == null ? null : figured(otherwise);
        yield inner != null && inner.strong() ? inner : new Figured("case", false);
      }
      case Expression.ArrayConstructor ignored -> strong("array");
      case Expression.RowConstructor ignored -> strong("row");
      case Expression.SpecialCall call -> special(call);
      case Expression.AtTimeZone ignored -> strong("timezone");
      case Expression.Is is when is.test().equals("normalized") -> strong("is_normalized");
      case Expression.Subquery subquery ->
          switch (subquery.use()) {
            case EXISTS -> strong("exists");
            case ARRAY -> strong("array");
            case SCALAR -> strong(first(subquery.query()));
          };
      default -> null;
    };
  }

  private static @Nullable Figured special(Expression.SpecialCall call) {
    return switch (call.name()) {
      case "trim" -> strong(trim(call.span()));
      case "collation for" -> strong("pg_collation_for");
      case "treat" -> call.type() == null ? null : strong(call.type().name().name());
      default -> strong(call.name());
    };
  }

  /// The function behind TRIM depends on a word after the parenthesis.
  private static String trim(Span span) {
    String text = span.text();
    String inside = text.substring(text.indexOf('(') + 1).strip().toLowerCase(Locale.ROOT);
    if (inside.startsWith("leading")) {
      return "ltrim";
    }
    return inside.startsWith("trailing") ? "rtrim" : "btrim";
  }

  /// The name of a query's first column.
  private static String first(Query query) {
    return switch (query.body()) {
      case Query.Select select when select.targets().isEmpty() -> NONE;
      case Query.Select select -> {
        Query.Target target = select.targets().getFirst();
        Name alias = target.alias();
        yield alias == null ? of(target.expression()) : alias.stored();
      }
      case Query.Values ignored -> "column1";
      case Query.SetOperation operation -> first(operation.left());
    };
  }
}
