package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.ObjectKind;

/// Objects of which only existence and identity matter here.
public sealed interface GlobalObject extends SchemaObject {

  /// A role; roles belong to the server, so a rolled back migration keeps none either.
  record Role(int id, String name, boolean superuser) implements GlobalObject {
    @Override
    public int namespace() {
      return 0;
    }
  }

  /// An installed extension.
  ///
  /// @param schema the id of the namespace its objects are in
  /// @param known whether its objects are in the model; of an extension that is not known any name
  ///   may exist
  record Extension(int id, String name, int schema, boolean known) implements GlobalObject {
    @Override
    public int namespace() {
      return 0;
    }
  }

  /// Any other object: operator, cast, collation, publication, server, text search configuration,
  /// event trigger, statistics object, language, ….
  ///
  /// @param name its name; for operators and casts with their types, so that it is unique among its
  ///   kind in a namespace
  record Other(int id, ObjectKind kind, String name, int namespace) implements GlobalObject {}
}
