package dev.migrationsentry.deploys;

/// How the services of a project look.
public sealed interface HealthFinding {
  /// Nobody looked.
  record NotLooked() implements HealthFinding {}

  /// All checks passed.
  ///
  /// @param looks how often each was made
  record Well(int looks) implements HealthFinding {}

  /// One did not.
  ///
  /// @param why what the address answers, without secrets
  record Unwell(String why) implements HealthFinding {}
}
