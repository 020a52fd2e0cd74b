package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Strings that become values of enums when a statement is analysed: each must be a label (manual,
/// section 8.7), and none that was added in the same transaction (manual, ALTER TYPE).
final class EnumLiterals {
  private final Analysis analysis;
  private final Schema schema;

  EnumLiterals(Analysis analysis) {
    this.analysis = analysis;
    this.schema = analysis.database().schema();
  }

  /// Checks a value that is converted to a type.
  ///
  /// @throws RefusedException 22P02 when it is no label, 55P04 when the label is too new
  void assigned(Expression value, DataType type) {
    if (!(value instanceof Expression.Constant constant)
        || constant.kind() != Expression.Constant.Kind.STRING) {
      return;
    }
    UserType.EnumType of = enumeration(type);
    if (of == null) {
      return;
    }
    String label = constant.value();
    if (!of.labels().contains(label)) {
      throw refused(
          new ServerError(
              "22P02",
              "invalid input value for enum " + name(of) + ": \"" + label + "\"",
              constant.span()),
          of);
    }
    Transaction transaction = analysis.database().transaction();
    if (transaction != null && transaction.newEnumLabels().contains(of.id() + ":" + label)) {
      throw refused(
          new ServerError(
              "55P04",
              "unsafe use of new value \"" + label + "\" of enum type " + name(of),
              null,
              "New enum values must be committed before they can be used.",
              constant.span(),
              null),
          of);
    }
  }

  /// Checks values that are compared with each other, or of which one is chosen: untyped strings
  /// among them take the type of the others.
  void common(List<Expression> values, List<DataType> types) {
    UserType.EnumType found = null;
    DataType common = null;
    for (DataType type : types) {
      if (type.equals(DataType.unknownLiteral())) {
        continue;
      }
      // A domain over an enum has no comparison with an untyped string.
      boolean isEnum =
          type instanceof DataType.Created created
              && schema.object(created.id()) instanceof UserType.EnumType;
      UserType.EnumType of = isEnum ? enumeration(type) : null;
      if (of == null || (found != null && found != of) || hasCasts(of)) {
        return;
      }
      found = of;
      common = type;
    }
    if (common != null) {
      for (Expression value : values) {
        assigned(value, common);
      }
    }
  }

  /// Whether there are conversions by which another type could be meant.
  private boolean hasCasts(UserType.EnumType type) {
    for (Dependency dependency : schema.dependents(type.id())) {
      if (schema.object(dependency.dependent()) instanceof GlobalObject.Cast) {
        return true;
      }
    }
    return false;
  }

  /// The enum that a type is, or that a domain restricts; else null.
  private UserType.@Nullable EnumType enumeration(DataType type) {
    return switch (type) {
      case DataType.Created created ->
          switch (schema.object(created.id())) {
            case UserType.EnumType of -> of;
            case UserType.DomainType domain -> enumeration(domain.base());
            case null, default -> null;
          };
      case DataType.Builtin ignored -> null;
      case DataType.Array ignored -> null;
      case DataType.Undecided ignored -> null;
    };
  }

  private RuntimeException refused(ServerError error, UserType.EnumType type) {
    String why = schema.uncertainty(type.name());
    if (why != null) {
      return new UndecidedException("the labels of " + type.name() + " are not known: " + why);
    }
    Namespace namespace = schema.get(type.namespace(), Namespace.class);
    return new RefusedException(
        error.about(
            new ServerError.Subject(ObjectKind.TYPE, type.name(), namespace.name(), List.of())));
  }

  private String name(UserType.EnumType type) {
    return new TypeText(schema, this::visible).bare(new DataType.Created(type.id(), List.of()));
  }

  private boolean visible(SchemaObject type) {
    for (Namespace namespace : analysis.lookup.path()) {
      SchemaObject found = schema.find(Schema.Space.TYPE, namespace.id(), type.name());
      if (found != null) {
        return found.id() == type.id();
      }
    }
    return false;
  }
}
