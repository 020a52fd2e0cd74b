package dev.migrationsentry.schema;

/// One row of the model's `pg_depend` (manual, section 51.18): `dependent` can't live without
/// `referenced`.
///
/// @param dependent the id of the object that depends; `dependentColumn` its column's number, or 0
///   for the whole
/// @param referenced the id of the object depended on; `referencedColumn` its column's number, or 0
///   for the whole
public record Dependency(
    int dependent, int dependentColumn, int referenced, int referencedColumn, Kind kind) {

  /// What a DROP of the referenced object does to the dependent one.
  public enum Kind {
    /// Refused, or with CASCADE dropped too.
    NORMAL,
    /// Dropped too, silently: an index with its table.
    AUTO,
    /// A part of it: dropped with it, and not droppable alone.
    INTERNAL,
    /// A member of an extension.
    EXTENSION
  }
}
