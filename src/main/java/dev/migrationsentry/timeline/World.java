package dev.migrationsentry.timeline;

import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.schema.Database;

/// A database from which a history is replayed.
///
/// @param name what people call it: `empty` for a new database
/// @param database its schema, and the state of a new connection to it
public record World(String name, Database database) {
  /// A database as `CREATE DATABASE` makes it: this proves the chain of migrations itself.
  ///
  /// @param major the major version of the server, 14 to 18
  public static World empty(int major) {
    return new World("empty", FreshDatabase.create(major));
  }
}
