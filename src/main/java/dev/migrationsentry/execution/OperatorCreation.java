package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// CREATE of what is named by types: casts, operators, and their classes and families.
final class OperatorCreation {
  private final Draft draft;
  private final ObjectStatement.CreateObject statement;
  private final ObjectReference object;
  private final ObjectCreation creation;

  OperatorCreation(Draft draft, ObjectStatement.CreateObject statement, ObjectCreation creation) {
    this.draft = draft;
    this.statement = statement;
    this.object = statement.object();
    this.creation = creation;
  }

  private DataType argument(int number) {
    List<ObjectReference.Parameter> arguments = object.arguments();
    TypeName type =
        arguments == null || number >= arguments.size() ? null : arguments.get(number).type();
    if (type == null) {
      throw new IllegalStateException(object.kind() + " without types");
    }
    return new TypeNames(draft).resolve(type);
  }

  /// CREATE CAST.
  void cast() {
    DataType source = argument(0).unmodified();
    DataType target = argument(1).unmodified();
    Descriptions words = new Descriptions(draft);
    String context =
        creation.option("as implicit") != null
            ? "implicit"
            : creation.option("as assignment") != null ? "assignment" : "explicit";
    int function = 0;
    String method = creation.option("inout") != null ? "inout" : "binary";
    if (!statement.functions().isEmpty()) {
      method = "function";
      Routine routine = castFunction(statement.functions().getFirst());
      function = routine == null ? 0 : routine.id();
    }
    boolean known =
        draft.schema().cast(source, target) != null
            || (source instanceof DataType.Builtin from
                && target instanceof DataType.Builtin to
                && Builtin.of(draft.major()).cast(from.name(), to.name()) != null);
    if (known) {
      throw Refusal.of(
          "42710",
          "cast from type "
              + words.type(source)
              + " to type "
              + words.type(target)
              + " already exists",
          object.span());
    }
    String kind = method;
    int id = function;
    GlobalObject.Cast cast =
        draft.create(next -> new GlobalObject.Cast(next, source, target, kind, id, context));
    depend(cast.id(), source);
    depend(cast.id(), target);
    if (id != 0) {
      draft.depend(cast.id(), id, Dependency.Kind.NORMAL);
    }
  }

  private @Nullable Routine castFunction(QualifiedName name) {
    for (SchemaObject candidate : draft.names().findAll(Schema.Space.ROUTINE, name)) {
      if (candidate instanceof Routine routine) {
        return routine;
      }
    }
    if (Builtin.of(draft.major()).functions(name.name()).isEmpty()) {
      throw Refusal.of("42883", "function " + name + " does not exist", name.span())
          .about(ObjectKind.FUNCTION, name);
    }
    return null;
  }

  private void depend(int object, DataType type) {
    int id = ColumnTypes.object(type);
    if (id != 0) {
      draft.depend(object, id, Dependency.Kind.NORMAL);
    }
  }

  /// CREATE OPERATOR.
  void operator() {
    Namespace namespace = draft.names().creationNamespace(object.name());
    DataType left = operand("leftarg");
    DataType right = operand("rightarg");
    Option procedure =
        creation.option("function") != null
            ? creation.option("function")
            : creation.option("procedure");
    if (procedure == null) {
      throw Refusal.of("42P13", "operator function must be specified", object.span());
    }
    if (left == null && right == null) {
      throw Refusal.of("42P13", "operator argument types must be specified", object.span());
    }
    if (right == null) {
      throw Refusal.of("42P13", "operator right argument type must be specified", object.span())
          .detail("Postfix operators are not supported.");
    }
    List<String> parts = QuotedNames.parts(String.valueOf(procedure.value()));
    Routine routine = null;
    if (parts != null) {
      QualifiedName name =
          new QualifiedName(
              parts.stream().map(part -> new Name(part, procedure.span())).toList(),
              procedure.span());
      List<DataType> types = left == null ? List.of(right) : List.of(left, right);
      routine = new RoutineLookup(draft).find(name, types);
    }
    for (SchemaObject candidate :
        draft.schema().findAll(Schema.Space.OPERATOR, namespace.id(), object.name().name())) {
      if (candidate instanceof GlobalObject.Operator operator
          && Objects.equals(operator.left(), left)
          && operator.right().equals(right)) {
        throw Refusal.of("42723", "operator " + object.name() + " already exists", object.span())
            .about(ObjectKind.OPERATOR, object.name());
      }
    }
    Routine function = routine;
    GlobalObject.Operator operator =
        draft.create(id ->
            new GlobalObject.Operator(
                id,
                object.name().name(),
                namespace.id(),
                left,
                right,
                function == null ? new DataType.Undecided() : function.returns(),
                function == null ? 'v' : function.volatility()));
    draft.created(operator);
    if (function != null) {
      draft.depend(operator.id(), function.id(), Dependency.Kind.NORMAL);
    }
    depend(operator.id(), right);
    if (left != null) {
      depend(operator.id(), left);
    }
  }

  private @Nullable DataType operand(String name) {
    Option option = creation.option(name);
    String value = option == null ? null : option.value();
    if (option == null || value == null || value.equalsIgnoreCase("none")) {
      return null;
    }
    return SpelledTypes.of(draft, value, option.span());
  }

  /// CREATE OPERATOR CLASS and OPERATOR FAMILY.
  void group() {
    QualifiedName method = object.table();
    if (method == null) {
      throw new IllegalStateException("operator class without access method");
    }
    AccessMethods.checked(draft, method.name(), method.span());
    Namespace namespace = draft.names().creationNamespace(object.name());
    String name = object.name().name();
    boolean group = object.kind() == ObjectKind.OPERATOR_FAMILY;
    boolean taken =
        group
            ? draft.schema().other(object.kind(), namespace.id(), method.name() + " " + name)
                != null
            : draft.schema().operatorClass(namespace.id(), method.name(), name) != null;
    if (taken) {
      throw creation.exists(
          object.kind().words()
              + " \""
              + name
              + "\" for access method \""
              + method.name()
              + "\" already exists");
    }
    if (group) {
      creation.other(namespace.id(), method.name(), "");
      return;
    }
    operatorClass(namespace, method.name());
  }

  private void operatorClass(Namespace namespace, String method) {
    DataType type = operand("for type");
    if (type == null) {
      throw new IllegalStateException("operator class without its type");
    }
    Option family = creation.option("family");
    String familyName = object.name().name();
    if (family == null
        && draft
                .schema()
                .other(ObjectKind.OPERATOR_FAMILY, namespace.id(), method + " " + familyName)
            == null) {
      GlobalObject.Other made =
          draft.create(id ->
              new GlobalObject.Other(
                  id, ObjectKind.OPERATOR_FAMILY, familyName, namespace.id(), method, ""));
      draft.created(made);
    }
    GlobalObject.OperatorClass made =
        draft.create(id ->
            new GlobalObject.OperatorClass(
                id,
                object.name().name(),
                namespace.id(),
                method,
                type,
                creation.option("default") != null));
    draft.created(made);
    depend(made.id(), type);
  }
}
