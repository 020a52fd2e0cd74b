package dev.migrationsentry.schema;

import java.util.List;

/// The type of a column, parameter or expression.
public sealed interface DataType {
  /// A type of `pg_catalog`.
  ///
  /// @param name the catalog's name: `int4`, `varchar`, `timestamptz`; never an array's `_int4`,
  ///   see [Array]
  /// @param modifiers what stood in parentheses (`varchar(10)` has 10, `numeric(10,2)` has 10 and
  ///   2), else empty
  record Builtin(String name, List<Integer> modifiers) implements DataType {
    public Builtin {
      modifiers = List.copyOf(modifiers);
    }
  }

  /// A type that was created in the database: enum, domain, range, base type, composite type, or
  /// the row type of a table; also a type that an extension brought.
  ///
  /// @param id the object id of the type; for row types the id of the relation
  /// @param modifiers as for built-in types (`vector(1536)`)
  record Created(int id, List<Integer> modifiers) implements DataType {
    public Created {
      modifiers = List.copyOf(modifiers);
    }
  }

  /// An array; PostgreSQL does not tell numbers of dimensions apart.
  record Array(DataType element) implements DataType {}

  /// A type that could not be found out here. Whatever depends on it can't be predicted.
  record Undecided() implements DataType {}

  /// The type of an untyped literal, PostgreSQL's pseudo-type `unknown`.
  static DataType unknownLiteral() {
    return builtin("unknown");
  }

  /// A built-in type without modifiers.
  static DataType builtin(String name) {
    return new Builtin(name, List.of());
  }

  /// The same type without its modifiers.
  default DataType unmodified() {
    return switch (this) {
      case Builtin builtin ->
          builtin.modifiers().isEmpty() ? builtin : new Builtin(builtin.name(), List.of());
      case Created created ->
          created.modifiers().isEmpty() ? created : new Created(created.id(), List.of());
      case Array array -> new Array(array.element().unmodified());
      case Undecided undecided -> undecided;
    };
  }
}
