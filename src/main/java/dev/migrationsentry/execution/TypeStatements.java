package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeStatement;
import org.jspecify.annotations.Nullable;

/// Statements about types, domains and sequences, and what they have in common.
final class TypeStatements {
  private TypeStatements() {}

  static void execute(TypeStatement statement, Draft draft) {
    switch (statement) {
      case TypeStatement.CreateEnum create -> EnumTypes.create(create, draft);
      case TypeStatement.AddEnumValue add -> EnumTypes.add(add, draft);
      case TypeStatement.RenameEnumValue rename -> EnumTypes.rename(rename, draft);
      case TypeStatement.CreateComposite create -> CompositeTypes.create(create, draft);
      case TypeStatement.CreateRange create -> RangeTypes.create(create, draft);
      case TypeStatement.CreateBaseType create -> BaseTypes.create(create, draft);
      case TypeStatement.CreateDomain create -> DomainCreation.execute(create, draft);
      case TypeStatement.AlterDomain alter -> DomainChanges.execute(alter, draft);
      case TypeStatement.CreateSequence create -> SequenceStatements.create(create, draft);
      case TypeStatement.AlterSequence alter -> SequenceStatements.alter(alter, draft);
    }
  }

  /// The type that a new type of a name would replace: a shell, or null when the name is free.
  ///
  /// @throws Refusal 42710 when it is taken
  static UserType.@Nullable BaseType shell(Draft draft, Namespace namespace, QualifiedName name) {
    SchemaObject existing = draft.schema().find(Schema.Space.TYPE, namespace.id(), name.name());
    if (existing instanceof UserType.BaseType base && base.shell()) {
      return base;
    }
    if (existing != null) {
      throw Errors.typeExists(name.name(), name.span());
    }
    return null;
  }

  /// The id of a new type of a name: that of the shell that it replaces, or a new one.
  ///
  /// @throws Refusal 42710 when the name is taken
  static int newId(Draft draft, Namespace namespace, QualifiedName name) {
    UserType.BaseType shell = shell(draft, namespace, name);
    return shell == null ? draft.schema().nextId() : shell.id();
  }

  /// Notes a new type, which depends on its namespace.
  static void created(Draft draft, SchemaObject type) {
    draft.created(type);
    draft.depend(type.id(), type.namespace(), Dependency.Kind.NORMAL);
  }

  /// The type that an ALTER names.
  ///
  /// @throws Refusal 3F000 when its schema, 42704 when the type does not exist
  static DataType named(Draft draft, QualifiedName name) {
    DataType type = new TypeNames(draft).find(name);
    if (type != null) {
      return type;
    }
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, name.span());
    }
    GlobalObject.Extension extension = draft.schema().unknownExtension(name.name());
    if (extension != null) {
      throw new Undecided("type " + name + " may come from extension " + extension.name());
    }
    throw Refusal.of("42704", "type \"" + name + "\" does not exist", name.span())
        .about(ObjectKind.TYPE, name);
  }

  /// The type of a kind that an ALTER names.
  ///
  /// @param what the kind with its article: `an enum`
  /// @throws Refusal as [#named], and 42809 when it is of another kind
  static <T extends UserType> T named(Draft draft, QualifiedName name, Class<T> kind, String what) {
    DataType type = named(draft, name);
    if (type instanceof DataType.Created created) {
      SchemaObject object = draft.schema().object(created.id());
      if (kind.isInstance(object)) {
        return kind.cast(object);
      }
    }
    throw Refusal.of("42809", new Descriptions(draft).type(type) + " is not " + what, name.span())
        .restingOn(name.name());
  }

  /// Whether a type is one of the pseudo-types (manual, section 8.21).
  static boolean isPseudo(Draft draft, DataType type) {
    CatalogType known =
        type instanceof DataType.Builtin builtin
            ? Builtin.of(draft.major()).type(builtin.name())
            : null;
    return known != null && known.kind() == CatalogType.Kind.PSEUDO;
  }

  /// Records that an object depends on a type that was created in the database.
  static void dependOnType(Draft draft, int dependent, DataType type) {
    int object = ColumnTypes.object(type);
    if (object != 0) {
      draft.depend(dependent, object, Dependency.Kind.NORMAL);
    }
  }
}
