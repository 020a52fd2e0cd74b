package dev.migrationsentry.schema;

/// What SQL calls a schema: `public`, `app`, ….
///
/// @param temporary whether it holds the connection's temporary objects
public record Namespace(int id, String name, boolean temporary) implements SchemaObject {
  @Override
  public int namespace() {
    return 0;
  }

  @Override
  public Namespace named(String newName, int newNamespace) {
    return new Namespace(id, newName, temporary);
  }
}
