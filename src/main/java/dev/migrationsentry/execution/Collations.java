package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import org.jspecify.annotations.Nullable;

/// Collations (manual, section 23.2).
final class Collations {
  private Collations() {}

  /// The collation of a column of a type as [dev.migrationsentry.schema.Column#collation] has it.
  ///
  /// @throws Refusal 42704 when it does not exist, 42804 when the type has none
  static @Nullable String of(Draft draft, QualifiedName name, DataType type, Span at) {
    String collation = find(draft, name);
    if (!collatable(draft, type)) {
      throw Refusal.of(
          "42804",
          "collations are not supported by type " + new Descriptions(draft).type(type),
          at);
    }
    return collation.equals("\"default\"") ? null : collation;
  }

  /// A collation's name in quotes where needed, with its schema unless that is `pg_catalog`.
  ///
  /// @throws Refusal 42704 when it does not exist
  static String find(Draft draft, QualifiedName name) {
    SchemaObject created = draft.names().findOther(ObjectKind.COLLATION, name, "");
    if (created != null) {
      SchemaObject namespace = draft.schema().object(created.namespace());
      return (namespace == null ? "" : Identifiers.quoted(namespace.name()) + ".")
          + Identifiers.quoted(created.name());
    }
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      throw Errors.noSchema(qualifier, name.span());
    }
    if (qualifier == null || qualifier.equals(Names.CATALOG)) {
      Builtin builtin = Builtin.of(draft.major());
      if (builtin.has(NamedObject.COLLATION, name.name())) {
        return Identifiers.quoted(name.name());
      }
      if (builtin.has(NamedObject.ICU_COLLATION, name.name())) {
        return Identifiers.quoted(name.name());
      }
      if (name.name().contains("_") || name.name().contains(".")) {
        // Which locales the operating system has differs from server to server.
        draft.doubt("collation " + name + " depends on the server's operating system");
        return Identifiers.quoted(name.name());
      }
    }
    throw Refusal.of(
            "42704", "collation \"" + name + "\" for encoding \"UTF8\" does not exist", name.span())
        .about(ObjectKind.COLLATION, name);
  }

  /// Whether values of a type have a collation.
  static boolean collatable(Draft draft, DataType type) {
    return switch (type) {
      case DataType.Undecided ignored -> true;
      case DataType.Array array -> collatable(draft, array.element());
      case DataType.Builtin builtin -> {
        CatalogType known = Builtin.of(draft.major()).type(builtin.name());
        yield known != null && known.collatable();
      }
      case DataType.Created created ->
          switch (draft.schema().object(created.id())) {
            case UserType.DomainType domain -> collatable(draft, domain.base());
            case UserType.BaseType base -> base.collatable();
            case null, default -> false;
          };
    };
  }
}
