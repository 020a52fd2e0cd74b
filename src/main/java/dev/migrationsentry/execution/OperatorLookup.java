package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.execution.ObjectLookup.BuiltIn;
import dev.migrationsentry.execution.ObjectLookup.Found;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds operators, their classes and families, casts and transforms: what is named by types.
final class OperatorLookup {
  private final Draft draft;

  OperatorLookup(Draft draft) {
    this.draft = draft;
  }

  Found operator(ObjectReference reference) {
    List<ObjectReference.Parameter> arguments = reference.arguments();
    if (arguments == null || arguments.size() != 2) {
      throw new IllegalStateException("operator without operands");
    }
    DataType left = operand(arguments.getFirst());
    DataType right = operand(arguments.getLast());
    String qualifier = reference.name().qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, reference.name().span());
    }
    for (SchemaObject candidate : draft.names().findAll(Schema.Space.OPERATOR, reference.name())) {
      if (candidate instanceof GlobalObject.Operator operator
          && Objects.equals(operator.left(), left)
          && operator.right().equals(right)) {
        return ObjectLookup.model(operator);
      }
    }
    Descriptions words = new Descriptions(draft);
    if (right != null && SystemCatalog.hasOperator(draft, reference.name().name(), left, right)) {
      return new BuiltIn(
          "operator "
              + reference.name().name()
              + "("
              + (left == null ? "none" : words.type(left))
              + ","
              + words.type(right)
              + ")");
    }
    throw Refusal.of(
            "42883",
            "operator does not exist: "
                + (left == null ? "" : words.type(left) + " ")
                + reference.name()
                + (right == null ? "" : " " + words.type(right)),
            reference.span())
        .about(ObjectKind.OPERATOR, reference.name());
  }

  private @Nullable DataType operand(ObjectReference.Parameter parameter) {
    TypeName type = parameter.type();
    return type == null ? null : new TypeNames(draft).resolve(type).unmodified();
  }

  Found operatorClass(ObjectReference reference) {
    String method = accessMethod(reference);
    QualifiedName name = reference.name();
    String qualifier = name.qualifier();
    for (int namespace : draft.names().path()) {
      SchemaObject found =
          qualifier == null
              ? draft.schema().operatorClass(namespace, method, name.name())
              : draft
                  .schema()
                  .operatorClass(
                      draft.names().namespace(qualifier, name.span()).id(), method, name.name());
      if (found != null) {
        return ObjectLookup.model(found);
      }
    }
    if (!Builtin.of(draft.major()).operatorClasses(method, name.name()).isEmpty()) {
      return new BuiltIn("operator class " + name.name());
    }
    throw missingFor(reference, method);
  }

  Found operatorFamily(ObjectReference reference) {
    String method = accessMethod(reference);
    SchemaObject found =
        draft.names().findOther(ObjectKind.OPERATOR_FAMILY, reference.name(), method);
    if (found != null) {
      return ObjectLookup.model(found);
    }
    String qualifier = reference.name().qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, reference.name().span());
    }
    if (!Builtin.of(draft.major())
        .objects()
        .familyOperators(method, reference.name().name())
        .isEmpty()) {
      return new BuiltIn("operator family " + reference.name().name());
    }
    throw missingFor(reference, method);
  }

  private String accessMethod(ObjectReference reference) {
    QualifiedName method = ObjectLookup.table(reference);
    if (!Builtin.of(draft.major()).has(NamedObject.ACCESS_METHOD, method.name())
        && draft.schema().other(ObjectKind.ACCESS_METHOD, 0, method.name()) == null
        && draft.schema().unknownExtension() == null) {
      throw Refusal.of(
              "42704", "access method \"" + method.name() + "\" does not exist", method.span())
          .about(ObjectKind.ACCESS_METHOD, method);
    }
    return method.name();
  }

  private static Refusal missingFor(ObjectReference reference, String method) {
    return Refusal.of(
            "42704",
            reference.kind().words()
                + " \""
                + reference.name()
                + "\" does not exist for access method \""
                + method
                + "\"",
            reference.name().span())
        .about(reference.kind(), reference.name());
  }

  Found cast(ObjectReference reference) {
    List<ObjectReference.Parameter> arguments = reference.arguments();
    if (arguments == null || arguments.size() != 2) {
      throw new IllegalStateException("cast without types");
    }
    DataType source = operand(arguments.getFirst());
    DataType target = operand(arguments.getLast());
    if (source == null || target == null) {
      throw new IllegalStateException("cast without types");
    }
    GlobalObject.Cast cast = draft.schema().cast(source, target);
    if (cast != null) {
      return ObjectLookup.model(cast);
    }
    Descriptions words = new Descriptions(draft);
    if (source instanceof DataType.Builtin from
        && target instanceof DataType.Builtin to
        && Builtin.of(draft.major()).cast(from.name(), to.name()) != null) {
      return new BuiltIn("cast from " + words.type(source) + " to " + words.type(target));
    }
    throw Refusal.of(
        "42704",
        "cast from type "
            + words.type(source)
            + " to type "
            + words.type(target)
            + " does not exist",
        reference.span());
  }

  Found transform(ObjectReference reference) {
    List<ObjectReference.Parameter> arguments = reference.arguments();
    DataType type = arguments == null || arguments.isEmpty() ? null : operand(arguments.getFirst());
    QualifiedName language = ObjectLookup.table(reference);
    String words = type == null ? "" : new Descriptions(draft).type(type);
    SchemaObject found =
        draft.schema().other(ObjectKind.TRANSFORM, 0, language.name() + " " + words);
    if (found != null) {
      return ObjectLookup.model(found);
    }
    throw Refusal.of(
        "42704",
        "transform for type " + words + " language \"" + language.name() + "\" does not exist",
        reference.span());
  }
}
