package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a statement, where not all of them are known.
final class Bindings {
  private Bindings() {}

  /// Parameters under all the names that a text has. What is passed for them stays unknown where
  /// the dictionary, or the list of dictionaries, is not known.
  static @Nullable Value known(Value statement, @Nullable Value parameters, Span span) {
    boolean open =
        parameters instanceof Value.Unknown
            || parameters instanceof Value.Handle
            || parameters instanceof Value.Construct
            || (parameters instanceof Value.Mapping mapping && mapping.uncertain() != null)
            || (parameters instanceof Value.Sequence list
                && (list.uncertain() != null
                    || list.items().stream().anyMatch(each -> !(each instanceof Value.Mapping))));
    if (!open) {
      return parameters;
    }
    Value.Text text = text(statement);
    if (text == null) {
      return parameters instanceof Value.Mapping ? parameters : null;
    }
    Map<Value, Value> entries = new LinkedHashMap<>();
    for (String name : names(text.text())) {
      entries.put(Value.Text.of(name, span), new Value.Unknown("a parameter is not known"));
    }
    if (parameters instanceof Value.Mapping mapping) {
      entries.putAll(mapping.entries());
    }
    return new Value.Mapping(entries);
  }

  private static Value.@Nullable Text text(Value statement) {
    return switch (statement) {
      case Value.Text text -> text;
      case Value.Construct made when Call.isText(made) -> {
        Value inner = made.arguments().get(0, "text");
        yield inner instanceof Value.Text text ? text : null;
      }
      case Value.MemberCall call -> text(call.of());
      default -> null;
    };
  }

  /// The words after single colons.
  private static List<String> names(String text) {
    List<String> names = new java.util.ArrayList<>();
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      int end = at + 1;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      if (end > at + 1) {
        names.add(text.substring(at + 1, end));
      }
    }
    return names;
  }
}
