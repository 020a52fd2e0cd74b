package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import java.util.List;

/// What a DROP can remove: an object, a column of one, the default of a column, or a type that only
/// exists with an object.
///
/// @param column the column's number, or 0 for the whole object
record Address(int object, int column, Facet facet) {

  /// What of the object or column is meant.
  enum Facet {
    /// It itself.
    SELF,
    /// The default of the column.
    DEFAULT,
    /// The row type of the relation.
    ROW_TYPE,
    /// The type of arrays of the type.
    ARRAY_TYPE
  }

  static Address of(SchemaObject object) {
    return new Address(object.id(), 0, Facet.SELF);
  }

  static Address of(Relation relation, Column column) {
    return new Address(relation.id(), column.number(), Facet.SELF);
  }

  /// The object or column with another facet.
  Address as(Facet other) {
    return new Address(object, column, other);
  }

  boolean isDefault() {
    return facet == Facet.DEFAULT;
  }

  /// What a dependency says depends. The generation expression of a column is the column itself.
  static Address dependent(Schema schema, Dependency dependency) {
    Facet facet = Facet.SELF;
    if (dependency.kind() == Dependency.Kind.DEFAULT
        && schema.object(dependency.dependent()) instanceof Relation relation) {
      Column column = relation.column(dependency.dependentColumn());
      facet = column == null || !column.generated() ? Facet.DEFAULT : Facet.SELF;
    }
    return new Address(dependency.dependent(), dependency.dependentColumn(), facet);
  }

  /// As what a dependency refers to an object: as itself, or as a type that exists with it.
  static Facet referenced(Schema schema, Dependency dependency) {
    if (dependency.referencedColumn() != 0 || dependency.kind() != Dependency.Kind.NORMAL) {
      return Facet.SELF;
    }
    SchemaObject referenced = schema.object(dependency.referenced());
    SchemaObject dependent = schema.object(dependency.dependent());
    boolean byArray = false;
    boolean asType = false;
    switch (dependent) {
      case Relation relation when dependency.dependentColumn() != 0 -> {
        Column column = relation.column(dependency.dependentColumn());
        asType = true;
        byArray = column != null && column.type() instanceof DataType.Array;
      }
      case Table table when table.ofType() == dependency.referenced() -> asType = true;
      case Routine routine -> {
        asType = true;
        DataType self = new DataType.Created(dependency.referenced(), List.of());
        byArray =
            !routine.returns().unmodified().equals(self)
                && !routine.inputTypes().contains(self)
                && (routine.returns().unmodified().equals(new DataType.Array(self))
                    || routine.inputTypes().contains(new DataType.Array(self)));
      }
      case UserType.DomainType domain -> {
        asType = true;
        byArray = domain.base() instanceof DataType.Array;
      }
      case UserType ignored -> asType = true;
      case null, default -> {}
    }
    boolean isType = referenced instanceof Relation || referenced instanceof UserType;
    if (!isType || !asType) {
      return Facet.SELF;
    }
    return byArray
        ? Facet.ARRAY_TYPE
        : referenced instanceof Relation ? Facet.ROW_TYPE : Facet.SELF;
  }

  /// It in PostgreSQL's words.
  String describe(Draft draft) {
    SchemaObject found = draft.schema().object(object);
    Descriptions words = new Descriptions(draft);
    if (facet == Facet.ROW_TYPE || facet == Facet.ARRAY_TYPE) {
      String type = words.type(new DataType.Created(object, List.of()));
      return "type " + type + (facet == Facet.ARRAY_TYPE ? "[]" : "");
    }
    if (column != 0 && found instanceof Relation relation) {
      Column own = relation.column(column);
      if (own != null) {
        return isDefault()
            ? "default value for " + words.of(relation, own)
            : words.of(relation, own);
      }
    }
    return found == null ? "???" : words.of(found);
  }
}
