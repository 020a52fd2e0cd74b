package dev.migrationsentry.schema;

/// Anything in a database that has an identity of its own.
///
/// Objects refer to each other by id, as in PostgreSQL's catalogs, so that a rename touches the
/// renamed object alone. What depends on what is kept beside the objects, in
/// [Schema#dependents(int)].
public sealed interface SchemaObject
    permits Namespace, Relation, UserType, Routine, Constraint, TableAttachment, GlobalObject {
  /// The object id: unique in a schema model and never used again.
  int id();

  /// The name without its schema.
  String name();

  /// The id of the namespace that holds it; 0 for objects outside of namespaces (roles, extensions,
  /// …) and for those whose names live in their table (constraints, triggers, …).
  int namespace();

  /// The same object with another name, in another namespace; who has none ignores the namespace.
  SchemaObject named(String newName, int newNamespace);
}
