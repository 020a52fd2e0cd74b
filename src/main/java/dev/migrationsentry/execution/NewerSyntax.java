package dev.migrationsentry.execution;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Node;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What older servers refuse to read although the newest one reads it (release notes of PostgreSQL
/// 16: subqueries in FROM without an alias, underscores and other bases in numbers).
public final class NewerSyntax {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private NewerSyntax() {}

  /// The refusal of a statement by a server of a major version, or null when it can read it.
  public static @Nullable ServerError in(Statement statement, int major) {
    if (major >= 16) {
      return null;
    }
    @Nullable ServerError first = null;
    Deque<Object> open = new ArrayDeque<>();
    open.push(statement);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Collection<?> many -> many.forEach(open::push);
        case Node node -> {
          ServerError failure = of(node, major);
          if (failure != null && (first == null || failure.at().start() < first.at().start())) {
            first = failure;
          }
          pushComponents(node, open);
        }
        default -> {}
      }
    }
    return first;
  }

  private static @Nullable ServerError of(Node node, int major) {
    return switch (node) {
      case Query.QueryItem item when item.alias() == null -> {
        boolean values = item.query().body() instanceof Query.Values;
        yield failure(
            (values ? "VALUES" : "subquery") + " in FROM must have an alias",
            "For example, FROM (" + (values ? "VALUES" : "SELECT") + " ...) [AS] foo.",
            item.span());
      }
      case Expression.Constant number
          when major == 15
              && (number.kind() == Expression.Constant.Kind.INTEGER
                  || number.kind() == Expression.Constant.Kind.DECIMAL)
              && !isPlain(number.span().text()) ->
          failure(
              "trailing junk after numeric literal at or near \"" + number.span().text() + '"',
              null,
              number.span());
      default -> null;
    };
  }

  private static boolean isPlain(String number) {
    boolean otherBase =
        number.length() > 1 && number.charAt(0) == '0' && "xXoObB".indexOf(number.charAt(1)) >= 0;
    return !otherBase && number.indexOf('_') < 0;
  }

  private static ServerError failure(String message, @Nullable String hint, Span at) {
    return new ServerError("42601", message, null, hint, at, null);
  }

  private static void pushComponents(Node node, Deque<Object> open) {
    if (!(node instanceof Record)) {
      return;
    }
    for (RecordComponent component : COMPONENTS.get(node.getClass())) {
      try {
        Object value = component.getAccessor().invoke(node);
        if (value != null) {
          open.push(value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
