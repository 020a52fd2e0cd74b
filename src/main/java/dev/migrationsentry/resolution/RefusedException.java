package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.ServerError;

/// Ends an analysis that PostgreSQL would end with an error. Never leaves this package.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ServerError error;

  RefusedException(ServerError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  ServerError error() {
    return error;
  }
}
