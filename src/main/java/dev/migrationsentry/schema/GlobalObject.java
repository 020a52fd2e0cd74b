package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects that are neither relations, types nor routines, and belong to no table.
public sealed interface GlobalObject extends SchemaObject {
  @Override
  GlobalObject named(String newName, int newNamespace);

  @Override
  default int namespace() {
    return 0;
  }

  /// A role; roles belong to the server, but a rolled back migration keeps none either.
  record Role(int id, String name, boolean superuser) implements GlobalObject {
    @Override
    public Role named(String newName, int newNamespace) {
      return new Role(id, newName, superuser);
    }
  }

  /// An installed extension.
  ///
  /// @param schema the id of the namespace its objects are in
  /// @param known whether its objects are in the model; of an extension that is not known any name
  ///   may exist
  record Extension(int id, String name, int schema, boolean known) implements GlobalObject {
    @Override
    public Extension named(String newName, int newNamespace) {
      return new Extension(id, newName, schema, known);
    }
  }

  /// An operator.
  ///
  /// @param left the left operand's type, or null for a prefix operator
  /// @param right the right operand's type
  /// @param volatility `i`, `s` or `v`
  record Operator(
      int id,
      String name,
      int namespace,
      @Nullable DataType left,
      DataType right,
      DataType result,
      char volatility)
      implements GlobalObject {
    @Override
    public Operator named(String newName, int newNamespace) {
      return new Operator(id, newName, newNamespace, left, right, result, volatility);
    }
  }

  /// An operator class.
  ///
  /// @param method the access method
  /// @param type the type that it indexes
  /// @param isDefault whether it is used when an index names none
  record OperatorClass(
      int id, String name, int namespace, String method, DataType type, boolean isDefault)
      implements GlobalObject {
    @Override
    public OperatorClass named(String newName, int newNamespace) {
      return new OperatorClass(id, newName, newNamespace, method, type, isDefault);
    }
  }

  /// A conversion between types.
  ///
  /// @param method `function`, `inout` or `binary`
  /// @param function the id of its function, or 0
  /// @param context `explicit`, `assignment` or `implicit`
  record Cast(int id, DataType source, DataType target, String method, int function, String context)
      implements GlobalObject {
    @Override
    public Cast named(String newName, int newNamespace) {
      return this;
    }

    @Override
    public String name() {
      return "";
    }
  }

  /// Extended statistics.
  ///
  /// @param table the id of its table
  /// @param kinds `ndistinct`, `dependencies` and `mcv`
  /// @param columns the numbers of its columns; 0 for an expression
  record Statistics(
      int id, String name, int namespace, int table, List<String> kinds, List<Integer> columns)
      implements GlobalObject {
    public Statistics {
      kinds = List.copyOf(kinds);
      columns = List.copyOf(columns);
    }

    @Override
    public Statistics named(String newName, int newNamespace) {
      return new Statistics(id, newName, newNamespace, table, kinds, columns);
    }
  }

  /// An event trigger.
  ///
  /// @param function the id of its function, or 0 for a built-in one
  record EventTrigger(
      int id,
      String name,
      String event,
      int function,
      String functionName,
      TableAttachment.Enabled enabled)
      implements GlobalObject {
    @Override
    public EventTrigger named(String newName, int newNamespace) {
      return new EventTrigger(id, newName, event, function, functionName, enabled);
    }

    /// The same, firing or not.
    public EventTrigger enabled(TableAttachment.Enabled newEnabled) {
      return new EventTrigger(id, name, event, function, functionName, newEnabled);
    }
  }

  /// A publication.
  ///
  /// @param tables the ids of the tables named
  /// @param schemas the ids of the schemas named
  record Publication(
      int id, String name, boolean allTables, List<Integer> tables, List<Integer> schemas)
      implements GlobalObject {
    public Publication {
      tables = List.copyOf(tables);
      schemas = List.copyOf(schemas);
    }

    @Override
    public Publication named(String newName, int newNamespace) {
      return new Publication(id, newName, allTables, tables, schemas);
    }
  }

  /// Any other object: collation, server, foreign-data wrapper, text search configuration, operator
  /// family, language, conversion, …, of which only existence matters.
  ///
  /// @param qualifier what belongs to its identity beside the name: the access method of an
  ///   operator family, the server of a user mapping; else empty
  /// @param detail what else is known of it: the wrapper of a server; else empty
  record Other(int id, ObjectKind kind, String name, int namespace, String qualifier, String detail)
      implements GlobalObject {
    @Override
    public Other named(String newName, int newNamespace) {
      return new Other(id, kind, newName, newNamespace, qualifier, detail);
    }
  }
}
