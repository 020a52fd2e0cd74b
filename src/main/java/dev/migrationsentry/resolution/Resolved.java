package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.ServerError;
import java.util.List;
import java.util.Set;

/// What analysing an expression, query or data statement came to.
public sealed interface Resolved {

  /// All names have a meaning.
  ///
  /// @param columns the columns of the result; for an expression one, for a data statement those of
  ///   RETURNING
  /// @param references what it refers to, for dependencies
  /// @param complete false when something in it could not be decided: then types may be undecided,
  ///   and PostgreSQL may still refuse it for a reason that was not looked at
  /// @param repeatability whether it yields the same at all times
  record Meaning(
      List<OutputColumn> columns,
      Set<Reference> references,
      boolean complete,
      Repeatability repeatability)
      implements Resolved {
    public Meaning {
      columns = List.copyOf(columns);
      references = Set.copyOf(references);
    }

    /// The type of the only column.
    public DataType type() {
      return columns.getFirst().type();
    }
  }

  /// Whether something yields the same for the same row at all times, ordered from the best.
  enum Repeatability {
    /// All in it is IMMUTABLE.
    ALWAYS,
    /// That is not known.
    PERHAPS,
    /// Something in it is not IMMUTABLE.
    NEVER
  }

  /// PostgreSQL refuses it.
  record Refused(ServerError error) implements Resolved {}

  /// It rests on something that is not known.
  ///
  /// @param why a clause for people
  record Undecided(String why) implements Resolved {}

  /// A column of a result, with the name that PostgreSQL gives it.
  record OutputColumn(String name, DataType type) {}

  /// An object, or one of its columns, that the text refers to.
  ///
  /// @param object the id in the schema
  /// @param column the column's number, or 0 for the object as a whole
  record Reference(int object, int column) {}
}
