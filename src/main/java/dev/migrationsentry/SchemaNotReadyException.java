package dev.migrationsentry;

/// A database is not as the migrations of a project make it. The message says why and holds no
/// secret.
public final class SchemaNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaNotReadyException(String message) {
    super(message);
  }
}
