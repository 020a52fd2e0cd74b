package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.ObjectKind;
import org.jspecify.annotations.Nullable;

/// One thing that a statement changed in the schema, with the names it had at that moment.
public sealed interface Change {
  /// The object as people write it: `public.users`, `public.users.email` for columns; the schema is
  /// always there for objects that live in one.
  String object();

  /// Something new. For a column `column` is its name and `object` the table.
  ///
  /// @param kind COLUMN for columns
  /// @param id the id of the object, for a column of its table
  record Created(ObjectKind kind, String object, @Nullable String column, int id)
      implements Change {}

  /// Something is gone, directly or by CASCADE.
  ///
  /// @param cascaded whether it went because something else did
  record Dropped(ObjectKind kind, String object, @Nullable String column, boolean cascaded)
      implements Change {}

  /// Something has another name or namespace now.
  record Renamed(ObjectKind kind, String object, @Nullable String column, String to)
      implements Change {}

  /// Something was altered in place.
  record Altered(ObjectKind kind, String object, @Nullable String column) implements Change {}

  /// A create that did nothing, because IF NOT EXISTS (or a guard) found an object of that name.
  ///
  /// @param id the id of the object that was there
  record Skipped(ObjectKind kind, String object, int id) implements Change {}

  /// Rows were written to or removed from a table.
  ///
  /// @param all whether all rows were removed
  record RowsChanged(String object, boolean removed, boolean all) implements Change {}
}
