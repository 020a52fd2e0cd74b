package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Fragment;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Texts as psycopg2 sends them: `%(name)s` and `%s` replaced by literals, `%%` by `%`.
final class DriverText {
  private DriverText() {}

  /// A bound value as SQL; what is not known stands as a parameter.
  static Value.Text literal(Value value, Span span) {
    if (value instanceof Value.Unknown || value instanceof Value.Handle) {
      return Value.Text.of(Fragment.PARAMETER, span);
    }
    try {
      return Literals.of(value, null, span);
    } catch (NotRendered unknown) {
      return Value.Text.of(Fragment.PARAMETER, span);
    }
  }

  /// The names of a dictionary of parameters with their SQL.
  static Map<String, Function<Span, Value.Text>> named(@Nullable Value parameters) {
    Map<String, Function<Span, Value.Text>> named = new java.util.HashMap<>();
    if (parameters instanceof Value.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, value) -> {
            if (key instanceof Value.Text name) {
              named.put(name.text(), span -> literal(value, span));
            }
          });
    }
    return named;
  }

  /// Replaces the parameters of a text that reaches the driver as it is.
  static Value.Text driver(Value.Text text, @Nullable Value parameters, Span span) {
    String all = text.text();
    if (all.indexOf('%') < 0) {
      return text;
    }
    Map<String, Function<Span, Value.Text>> named = named(parameters);
    List<Value> positional =
        parameters instanceof Value.Sequence sequence ? sequence.items() : List.of();
    List<Fragment> fragments = new ArrayList<>();
    int next = 0;
    int copied = 0;
    for (int at = all.indexOf('%'); at >= 0 && at + 1 < all.length(); at = all.indexOf('%', at)) {
      char after = all.charAt(at + 1);
      int close = after == '(' ? all.indexOf(")s", at) : -1;
      if (after == '%') {
        fragments.addAll(Sql.part(text, copied, at + 1).fragments());
        copied = at + 2;
        at += 2;
      } else if (close > 0) {
        fragments.addAll(Sql.part(text, copied, at).fragments());
        Function<Span, Value.Text> value = named.get(all.substring(at + 2, close));
        fragments.addAll(
            (value == null ? Value.Text.of(Fragment.PARAMETER, span) : value.apply(span))
                .fragments());
        copied = close + 2;
        at = copied;
      } else if (after == 's' && parameters != null) {
        fragments.addAll(Sql.part(text, copied, at).fragments());
        Value value =
            next < positional.size() ? positional.get(next++) : new Value.Unknown("a parameter");
        fragments.addAll(literal(value, span).fragments());
        copied = at + 2;
        at = copied;
      } else {
        at++;
      }
    }
    fragments.addAll(Sql.part(text, copied, all.length()).fragments());
    return new Value.Text(fragments);
  }
}
