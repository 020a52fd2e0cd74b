package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// A type created in the database that is no relation.
public sealed interface UserType extends SchemaObject {
  @Override
  UserType named(String newName, int newNamespace);

  /// An enum.
  ///
  /// @param labels in their sort order
  record EnumType(int id, String name, int namespace, PVector<String> labels) implements UserType {
    @Override
    public EnumType named(String newName, int newNamespace) {
      return new EnumType(id, newName, newNamespace, labels);
    }

    /// The same with other labels.
    public EnumType with(PVector<String> newLabels) {
      return new EnumType(id, name, namespace, newLabels);
    }
  }

  /// A domain; its CHECK constraints are [Constraint]s on it.
  ///
  /// @param collation the collation when it is not the type's own, else null
  record DomainType(
      int id,
      String name,
      int namespace,
      DataType base,
      @Nullable String collation,
      boolean notNull,
      @Nullable Expression defaultValue)
      implements UserType {
    @Override
    public DomainType named(String newName, int newNamespace) {
      return new DomainType(id, newName, newNamespace, base, collation, notNull, defaultValue);
    }

    /// The same, refusing nulls or not.
    public DomainType notNull(boolean newNotNull) {
      return new DomainType(id, name, namespace, base, collation, newNotNull, defaultValue);
    }

    /// The same with another default, or none.
    public DomainType valued(@Nullable Expression newDefault) {
      return new DomainType(id, name, namespace, base, collation, notNull, newDefault);
    }
  }

  /// A range type.
  ///
  /// @param multirange the id of its [MultirangeType]
  record RangeType(int id, String name, int namespace, DataType subtype, int multirange)
      implements UserType {
    @Override
    public RangeType named(String newName, int newNamespace) {
      return new RangeType(id, newName, newNamespace, subtype, multirange);
    }
  }

  /// The multirange type that comes with a range type.
  ///
  /// @param range the id of the [RangeType]
  record MultirangeType(int id, String name, int namespace, int range) implements UserType {
    @Override
    public MultirangeType named(String newName, int newNamespace) {
      return new MultirangeType(id, newName, newNamespace, range);
    }
  }

  /// A base type: of an extension, or made with CREATE TYPE and input and output functions.
  ///
  /// @param shell whether it is only announced (`CREATE TYPE name`)
  /// @param category the `typcategory` of the catalog
  record BaseType(
      int id,
      String name,
      int namespace,
      boolean shell,
      char category,
      boolean preferred,
      boolean collatable)
      implements UserType {
    @Override
    public BaseType named(String newName, int newNamespace) {
      return new BaseType(id, newName, newNamespace, shell, category, preferred, collatable);
    }
  }
}
