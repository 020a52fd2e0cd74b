package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.OperatorClass;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operator classes: how an access method handles a type (manual, section 11.10).
final class OperatorClasses {
  private final Draft draft;

  OperatorClasses(Draft draft) {
    this.draft = draft;
  }

  /// Checks that a type can be indexed.
  ///
  /// @return the operator class's name when it is not a default one, else null
  /// @throws Refusal 42704 when the type has no default class, or the named one does not exist;
  ///   42804 when it does not take the type
  @Nullable String resolve(String method, @Nullable QualifiedName written, DataType type, Span at) {
    DataType base = base(type);
    if (written == null) {
      if (!(base instanceof DataType.Undecided) && !hasDefault(method, base)) {
        throw noDefault(method, type, at);
      }
      return null;
    }
    return named(method, written, base, type, at);
  }

  private Refusal noDefault(String method, DataType type, Span at) {
    return Refusal.of(
            "42704",
            "data type "
                + new Descriptions(draft).type(type)
                + " has no default operator class for access method \""
                + method
                + "\"",
            at)
        .hint(
            "You must specify an operator class for the index or define a default operator class"
                + " for the data type.");
  }

  private @Nullable String named(
      String method, QualifiedName written, DataType base, DataType type, Span at) {
    String name = written.name();
    String qualifier = written.qualifier();
    GlobalObject.OperatorClass created = created(method, written);
    if (created != null) {
      if (!(base instanceof DataType.Undecided) && !accepts(created.type(), base)) {
        throw doesNotAccept(written, type);
      }
      return created.isDefault() ? null : name;
    }
    if (qualifier == null || qualifier.equals(Names.CATALOG)) {
      List<OperatorClass> builtin = Builtin.of(draft.major()).operatorClasses(method, name);
      if (!builtin.isEmpty()) {
        boolean accepted = base instanceof DataType.Undecided;
        for (OperatorClass candidate : builtin) {
          accepted |= accepts(candidate.type(), base);
        }
        if (!accepted) {
          throw doesNotAccept(written, type);
        }
        return builtin.getFirst().isDefault() ? null : name;
      }
    }
    GlobalObject.Extension extension = draft.schema().unknownExtension();
    if (extension != null) {
      if (!ExternalExtensions.hasOperatorClass(extension.name(), name)) {
        draft.doubt("operator class " + name + " may come from extension " + extension.name());
      }
      return name;
    }
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, written.span());
    }
    throw Refusal.of(
            "42704",
            "operator class \""
                + written
                + "\" does not exist for access method \""
                + method
                + "\"",
            at)
        .about(ObjectKind.OPERATOR_CLASS, written);
  }

  private Refusal doesNotAccept(QualifiedName written, DataType type) {
    return Refusal.of(
        "42804",
        "operator class \""
            + written
            + "\" does not accept data type "
            + new Descriptions(draft).type(type),
        written.span());
  }

  private GlobalObject.@Nullable OperatorClass created(String method, QualifiedName written) {
    String qualifier = written.qualifier();
    if (qualifier != null) {
      SchemaObject namespace = draft.names().findNamespace(qualifier);
      return namespace == null
          ? null
          : draft.schema().operatorClass(namespace.id(), method, written.name());
    }
    for (int namespace : draft.names().path()) {
      GlobalObject.OperatorClass found =
          draft.schema().operatorClass(namespace, method, written.name());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// Whether an access method has a default operator class for a type.
  boolean hasDefault(String method, DataType type) {
    for (SchemaObject object : draft.schema().findAll(Schema.Space.OPERATOR_CLASS, 0, method)) {
      if (object instanceof GlobalObject.OperatorClass created
          && created.isDefault()
          && accepts(created.type(), type)) {
        return true;
      }
    }
    for (OperatorClass candidate : Builtin.of(draft.major()).objects().operatorClasses(method)) {
      if (candidate.isDefault() && accepts(candidate.type(), type)) {
        return true;
      }
    }
    // An access method of an extension that is not known may handle anything.
    return draft.schema().unknownExtension() != null
        && Builtin.of(draft.major()).objects().operatorClasses(method).isEmpty();
  }

  private boolean accepts(DataType accepted, DataType type) {
    return accepted instanceof DataType.Builtin builtin
        ? accepts(builtin.name(), type)
        : accepted.unmodified().equals(type.unmodified());
  }

  /// Whether values of a type can be handled as those of a built-in type as they are.
  private boolean accepts(String accepted, DataType type) {
    return switch (type) {
      case DataType.Undecided ignored -> true;
      case DataType.Array ignored -> accepted.equals("anyarray");
      case DataType.Builtin builtin -> acceptsBuiltin(accepted, builtin.name());
      case DataType.Created created ->
          switch (draft.schema().object(created.id())) {
            case UserType.EnumType ignored -> accepted.equals("anyenum");
            case UserType.RangeType ignored -> accepted.equals("anyrange");
            case UserType.MultirangeType ignored -> accepted.equals("anymultirange");
            case Relation ignored -> accepted.equals("record");
            case UserType.BaseType ignored -> isBinaryCoercible(created, accepted);
            case null, default -> false;
          };
    };
  }

  /// Whether a cast says that values of a created type are those of another one as they are, as
  /// citext's are text's.
  private boolean isBinaryCoercible(DataType type, String accepted) {
    GlobalObject.Cast cast =
        draft.schema().cast(type.unmodified(), new DataType.Builtin(accepted, List.of()));
    return cast != null && cast.method().equals("binary") && cast.context().equals("implicit");
  }

  private boolean acceptsBuiltin(String accepted, String name) {
    if (accepted.equals(name)) {
      return true;
    }
    Builtin builtin = Builtin.of(draft.major());
    CatalogType type = builtin.type(name);
    if (type != null) {
      String polymorphic =
          switch (type.kind()) {
            case RANGE -> "anyrange";
            case MULTIRANGE -> "anymultirange";
            case ENUM -> "anyenum";
            case COMPOSITE -> "record";
            case BASE, DOMAIN, PSEUDO ->
                type.elementType() != null && type.category() == 'A' ? "anyarray" : "";
          };
      if (accepted.equals(polymorphic)) {
        return true;
      }
    }
    CatalogCast cast = builtin.cast(name, accepted);
    return cast != null
        && cast.method() == CatalogCast.Method.BINARY
        && cast.context() == CatalogCast.Context.IMPLICIT;
  }

  /// The type under a domain, without modifiers.
  DataType base(DataType type) {
    DataType at = type.unmodified();
    while (at instanceof DataType.Created created
        && draft.schema().object(created.id()) instanceof UserType.DomainType domain) {
      at = domain.base().unmodified();
    }
    return at;
  }

  /// The type of a column of a relation by its number.
  static DataType typeOf(Relation relation, int column) {
    Column found = relation.column(column);
    return found == null ? new DataType.Undecided() : found.type();
  }
}
