package dev.migrationsentry.web;

/// Looks at a database.
@FunctionalInterface
public interface Observer {
  /// Looks once.
  ///
  /// @throws RuntimeException when it can't be read; the message is shown to clients and must hold
  ///   no secret
  Observation observe();
}
