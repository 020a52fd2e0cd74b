package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of the system's catalogs and of information_schema, made from the schema model (manual,
/// chapters 36 and 52).
///
/// Only objects that migrations made have rows, and only the columns that guards ask for are there:
/// what is not there is not known.
final class CatalogRows {
  private final Database database;
  private final Schema schema;

  CatalogRows(Database database) {
    this.database = database;
    this.schema = database.schema();
  }

  /// The major version of the server.
  int major() {
    return database.major();
  }

  /// The rows of a catalog, or null when it is not one that can be made here.
  ///
  /// @param namespace `pg_catalog` or `information_schema`
  /// @param wanted values that columns are compared with: rows with other values may be left out
  @Nullable List<Map<String, Value>> of(String namespace, String catalog, Wanted wanted) {
    List<Map<String, Value>> rows = new ArrayList<>();
    boolean known =
        namespace.equals("information_schema")
            ? new InformationSchema(this).add(catalog, wanted, rows)
            : new SystemCatalogs(this).add(catalog, wanted, rows);
    return known ? rows : null;
  }

  Database database() {
    return database;
  }

  Schema schema() {
    return schema;
  }

  /// The name of an object's namespace.
  String namespace(SchemaObject object) {
    SchemaObject namespace = schema.object(object.namespace());
    return namespace == null ? "" : namespace.name();
  }

  /// The name of an object, or an empty one.
  String nameOf(int id) {
    SchemaObject object = schema.object(id);
    return object == null ? "" : object.name();
  }

  /// The relations of a name, or all when none is wanted.
  List<Relation> relations(@Nullable String name) {
    List<Relation> found = new ArrayList<>();
    if (name == null) {
      for (SchemaObject object : schema.objects()) {
        if (object instanceof Relation relation) {
          found.add(relation);
        }
      }
      return found;
    }
    for (Namespace namespace : schema.namespaces()) {
      Relation relation = schema.relation(namespace.id(), name);
      if (relation != null) {
        found.add(relation);
      }
    }
    return found;
  }

  /// The relation of an id; those of a name when none is wanted, all when neither is.
  List<Relation> relations(@Nullable Integer id, @Nullable String name) {
    if (id == null) {
      return relations(name);
    }
    return schema.object(id) instanceof Relation relation ? List.of(relation) : List.of();
  }

  /// The objects of a class that have a name in one of the namespaces, or all when none is wanted.
  <T extends SchemaObject> Collection<T> named(
      Class<T> kind, Schema.Space space, @Nullable String name) {
    if (name == null) {
      return all(kind);
    }
    List<T> found = new ArrayList<>();
    for (Namespace namespace : schema.namespaces()) {
      for (SchemaObject object : schema.findAll(space, namespace.id(), name)) {
        if (kind.isInstance(object)) {
          found.add(kind.cast(object));
        }
      }
    }
    return found;
  }

  /// The objects of a class that belong to tables, or all when no table is wanted.
  <T extends SchemaObject> Collection<T> of(
      Class<T> kind, @Nullable Integer table, @Nullable String name) {
    if (table == null && name == null) {
      return all(kind);
    }
    List<T> found = new ArrayList<>();
    for (Relation relation : relations(table, name)) {
      found.addAll(schema.belongingTo(relation.id(), kind));
    }
    return found;
  }

  /// Constraints by their name, else by their table, else all.
  Collection<Constraint> constraints(
      @Nullable String name, @Nullable Integer table, @Nullable String tableName) {
    return name != null
        ? named(Constraint.class, Schema.Space.CONSTRAINT_NAME, name)
        : of(Constraint.class, table, tableName);
  }

  /// All objects of a class.
  <T extends SchemaObject> Collection<T> all(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (SchemaObject object : schema.objects()) {
      if (kind.isInstance(object)) {
        found.add(kind.cast(object));
      }
    }
    return found;
  }

  /// The name of a column of a relation.
  String column(int relation, int number) {
    if (schema.object(relation) instanceof Relation owner) {
      Column column = owner.column(number);
      return column == null ? "" : column.name();
    }
    return "";
  }

  /// The kind of a constraint as `pg_constraint.contype` has it.
  static String letter(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Key key -> key.primary() ? "p" : "u";
      case Constraint.ForeignKey ignored -> "f";
      case Constraint.Check ignored -> "c";
      case Constraint.Exclude ignored -> "x";
      case Constraint.NotNull ignored -> "n";
    };
  }

  /// The name of a type as `udt_name` and `pg_type.typname` have it.
  String typeName(DataType type) {
    return switch (type) {
      case DataType.Builtin builtin -> builtin.name();
      case DataType.Created created -> {
        SchemaObject object = schema.object(created.id());
        yield object == null ? "" : object.name();
      }
      case DataType.Array array -> "_" + typeName(array.element());
      case DataType.Undecided ignored -> "";
    };
  }

  static Value of(boolean yes) {
    return Value.of(yes ? "YES" : "NO");
  }

  /// A row from names and values in turn.
  static Map<String, Value> row(Object... namesAndValues) {
    Map<String, Value> row = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      row.put(
          (String) namesAndValues[i],
          switch (value) {
            case Value ready -> ready;
            case String text -> Value.of(text);
            case Integer number -> Value.of((long) number);
            case Boolean truth -> Value.of((boolean) truth);
            default -> throw new IllegalArgumentException("not a value: " + value);
          });
    }
    return row;
  }
}
