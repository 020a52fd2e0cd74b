package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import java.util.List;

/// What a DROP can remove: an object, a column of one, or the default of a column.
///
/// @param column the column's number, or 0 for the whole object
/// @param value whether it is the column's default, and not the column itself
record Address(int object, int column, boolean value) {
  static Address of(SchemaObject object) {
    return new Address(object.id(), 0, false);
  }

  static Address of(Relation relation, Column column) {
    return new Address(relation.id(), column.number(), false);
  }

  /// What a dependency says depends. The generation expression of a column is the column itself.
  static Address dependent(Schema schema, Dependency dependency) {
    boolean value = false;
    if (dependency.kind() == Dependency.Kind.DEFAULT
        && schema.object(dependency.dependent()) instanceof Relation relation) {
      Column column = relation.column(dependency.dependentColumn());
      value = column == null || !column.generated();
    }
    return new Address(dependency.dependent(), dependency.dependentColumn(), value);
  }

  /// It in PostgreSQL's words.
  String describe(Draft draft) {
    SchemaObject found = draft.schema().object(object);
    Descriptions words = new Descriptions(draft);
    if (column != 0 && found instanceof Relation relation) {
      Column own = relation.column(column);
      if (own != null) {
        return value ? "default value for " + words.of(relation, own) : words.of(relation, own);
      }
    }
    return found == null ? "???" : words.of(found);
  }

  /// What a dependency refers to in PostgreSQL's words: a relation that is used as a type is one.
  static String describeReferenced(Draft draft, Address referenced, Address dependent) {
    SchemaObject object = draft.schema().object(referenced.object());
    if (object instanceof Relation
        && referenced.column() == 0
        && usesAsType(draft, dependent, object)) {
      return "type " + new Descriptions(draft).type(new DataType.Created(object.id(), List.of()));
    }
    return referenced.describe(draft);
  }

  private static boolean usesAsType(Draft draft, Address dependent, SchemaObject object) {
    if (dependent.value()
        || !(draft.schema().object(dependent.object()) instanceof Relation relation)) {
      return false;
    }
    Column column = relation.column(dependent.column());
    return column != null && ColumnTypes.object(column.type()) == object.id();
  }
}
