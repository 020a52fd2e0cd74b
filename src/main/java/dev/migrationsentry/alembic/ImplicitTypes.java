package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `sa.Enum(…).create(bind, checkfirst=True)`: types that code creates and drops itself.
final class ImplicitTypes {
  private final Sender sender;
  private final Operations operations;

  ImplicitTypes(Sender sender, Operations operations) {
    this.sender = sender;
    this.operations = operations;
  }

  Sending send(
      Value.Construct type, String method, Arguments arguments, Span span, Running running) {
    boolean drop = method.equals("drop");
    if (checks(type, arguments)) {
      String name = operations.typeName(type, span, running);
      Boolean there = name == null ? null : exists(name);
      if (there != null && there == !drop) {
        return new Sending.Statements(List.of());
      }
      if (there == null && name != null) {
        return new Sending.NotUnderstood(
            "whether the type " + name + " is there is not known", List.of(name));
      }
    }
    return operations.type(type, drop, span, running);
  }

  /// `postgresql.ENUM` looks whether it is there unless told not to, `sa.Enum` only when told to.
  private static boolean checks(Value.Construct type, Arguments arguments) {
    Value given = arguments.get(1, "checkfirst");
    return given instanceof Value.Truth truth
        ? truth.truth()
        : type.name().endsWith(".ENUM") || type.name().endsWith(".DOMAIN");
  }

  /// Whether a type is there, or null where that is not known.
  ///
  /// @param spelled its name as SQL, with its schema
  @Nullable Boolean exists(String spelled) {
    Schema schema = sender.database().schema();
    String plain = spelled.replace("\"", "");
    int dot = plain.indexOf('.');
    String name = plain.substring(dot + 1);
    if (schema.uncertainty(name) != null) {
      return null;
    }
    List<String> spaces =
        dot > 0 ? List.of(plain.substring(0, dot)) : sender.database().session().searchPath();
    for (String space : spaces) {
      Namespace namespace = schema.namespace(space);
      if (namespace != null && schema.find(Schema.Space.TYPE, namespace.id(), name) != null) {
        return true;
      }
    }
    return false;
  }
}
