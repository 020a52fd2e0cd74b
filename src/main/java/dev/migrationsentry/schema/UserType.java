package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// A type created in the database that is no relation.
public sealed interface UserType extends SchemaObject {

  /// An enum.
  ///
  /// @param labels in their sort order
  record EnumType(int id, String name, int namespace, PVector<String> labels) implements UserType {}

  /// A domain; its CHECK constraints are [Constraint]s on it.
  record DomainType(
      int id,
      String name,
      int namespace,
      DataType base,
      boolean notNull,
      @Nullable Expression defaultValue)
      implements UserType {}

  /// A range type, whose multirange has a name of its own in the same namespace.
  record RangeType(int id, String name, int namespace, DataType subtype, String multirange)
      implements UserType {}

  /// A base type: of an extension, or made with CREATE TYPE and input and output functions.
  ///
  /// @param shell whether it is only announced (`CREATE TYPE name`)
  /// @param category the `typcategory` of the catalog
  record BaseType(
      int id, String name, int namespace, boolean shell, String category, boolean preferred)
      implements UserType {}
}
