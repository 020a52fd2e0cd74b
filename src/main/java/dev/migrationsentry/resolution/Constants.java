package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.Resolution;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Untyped literals that take a type: the server reads them at once, and refuses those that name
/// nothing (manual, section 8.19) or are no label of their enum.
final class Constants {
  private final Analysis analysis;

  Constants(Analysis analysis) {
    this.analysis = analysis;
  }

  /// The arguments of a call whose function is known.
  void arguments(Expression.FunctionCall call, Resolution.Resolved<CatalogFunction> resolved) {
    int known = Math.min(call.arguments().size(), resolved.argumentTypes().size());
    for (int i = 0; i < known; i++) {
      Expression.FunctionCall.Argument argument = call.arguments().get(i);
      if (argument.name() == null) {
        take(argument.value(), analysis.system.ofKey(resolved.argumentTypes().get(i)));
      }
    }
  }

  /// Checks a value that becomes one of a type, when it is an untyped literal.
  void take(Expression expression, DataType type) {
    if (!(expression instanceof Expression.Constant constant)
        || constant.kind() != Expression.Constant.Kind.STRING) {
      return;
    }
    if (type.equals(DataType.builtin("regclass"))) {
      relation(constant);
    } else if (type.equals(DataType.builtin("regnamespace"))) {
      namespace(constant);
    } else {
      analysis.literals.assigned(constant, type);
    }
  }

  private void namespace(Expression.Constant constant) {
    List<String> parts = parts(constant.value());
    if (parts != null
        && parts.size() == 1
        && analysis.lookup.searched(parts.getFirst()).isEmpty()) {
      throw analysis.missing(
          "3F000",
          "schema \"" + parts.getFirst() + "\" does not exist",
          constant.span(),
          dev.migrationsentry.sql.ast.ObjectKind.SCHEMA,
          parts.getFirst(),
          null,
          List.of());
    }
  }

  private void relation(Expression.Constant constant) {
    List<String> parts = parts(constant.value());
    if (parts == null || parts.size() > 2) {
      return;
    }
    List<Name> names = new ArrayList<>();
    parts.forEach(part -> names.add(new Name(part, constant.span())));
    Lookup.Found found = analysis.lookup.relation(new QualifiedName(names, constant.span()));
    if (found.relation() != null) {
      analysis.refer(found.relation().id(), 0);
    }
  }

  /// The parts of a name as `regclassin` reads them, or null when it is not read here: a number, or
  /// something that is no name.
  private static @Nullable List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        part.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        part.append(c);
      } else if (c == '.') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
        part.append(c < 128 ? Character.toLowerCase(c) : c);
      } else {
        return null;
      }
    }
    parts.add(part.toString());
    boolean readable =
        !quoted
            && !text.isEmpty()
            && !Character.isDigit(text.charAt(0))
            && parts.stream().noneMatch(String::isEmpty);
    return readable ? parts : null;
  }
}
