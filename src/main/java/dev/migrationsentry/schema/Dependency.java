package dev.migrationsentry.schema;

/// One row of the model's `pg_depend` (manual, section 51.18): `dependent` can't live without
/// `referenced`.
///
/// @param dependent the id of the object that depends; `dependentColumn` its column's number, or 0
///   for the whole. A column's default or generation expression is the column here: its
///   dependencies have the number of the column
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
    /// A part of an object of the partitioned table: dropped with it, and not droppable alone.
    PARTITION,
    /// A member of an extension.
    EXTENSION,
    /// Owned by a role, which can't be dropped meanwhile.
    OWNER,
    /// Granted to a role, which can't be dropped meanwhile.
    PRIVILEGE,
    /// A policy that names a role.
    POLICY,
    /// The expression of a column's DEFAULT refers to it.
    DEFAULT
  }

  /// Of one whole object on another one.
  public static Dependency of(int dependent, int referenced, Kind kind) {
    return new Dependency(dependent, 0, referenced, 0, kind);
  }
}
